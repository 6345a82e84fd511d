internal import Movement

/// The words in the corner of the picture: which rep, which phase, how long the legs are held, and flags as they happen.
struct Caption {
  enum Corner: CaseIterable {
    case topLeft, topRight, bottomLeft, bottomRight

    var isTop: Bool { self == .topLeft || self == .topRight }
    var isLeft: Bool { self == .topLeft || self == .bottomLeft }
  }

  private let layout: CanvasLayout
  private let fonts: Fonts
  private let corner: Corner
  private let count: Int
  /// As wide as the longest words, so that the box does not jump.
  private let headerWidth: Double
  /// Made once: measuring words takes longer than drawing them.
  private let flags: [ShownFlag: CaptionBlock]

  /// - Parameters:
  ///   - story: whose moments will be drawn.
  ///   - figures: the body in a good number of frames: the words go where it is least.
  init(_ layout: CanvasLayout, story: SetStory, fonts: Fonts, figures: [BodyFigure]) {
    self.layout = layout
    self.fonts = fonts
    count = story.count
    let words =
      Words.titles(count: count).map { fonts.bold.line($0, size: layout.textSize) }
      + Words.details(count: count).map { fonts.regular.line($0, size: layout.textSize) }
    headerWidth = min(words.map(\.width).max() ?? 0, Caption.widest(layout))
    flags = Dictionary(
      story.flags.map { ($0, Caption.block(of: $0, layout, fonts)) }, uniquingKeysWith: { first, _ in first })
    let area = Caption.flagWidth(layout)
    let places = figures.flatMap { figure in
      (figure.bones(Skeleton.near, guessed: false) + figure.bones(Skeleton.far, guessed: false))
        .flatMap { [$0.0, ($0.0 + $0.1) * 0.5, $0.1] } + [figure.bodyLineEnd].compactMap { $0 }
    }
    let height = Caption.expectedHeight * layout.unit
    func hits(_ corner: Corner) -> Int {
      let x = corner.isLeft ? 0 : Double(layout.pictureWidth) - area
      let y = corner.isTop ? 0 : Double(layout.pictureHeight) - height
      return places.count { (x...x + area).contains($0.x) && (y...y + height).contains($0.y) }
    }
    let scores = Corner.allCases.map { (corner: $0, hits: hits($0)) }
    // The first of equals: upper corners are read first.
    corner = scores.min { $0.hits < $1.hits }?.corner ?? .topLeft
  }

  /// Draws what the moment says; returns where ink may be.
  ///
  /// - Parameter isSeen: the athlete was found in this frame.
  func draw(_ moment: Moment, isSeen: Bool, on layer: borrowing Layer) -> [Box] {
    var inked: [Box] = []
    // From the corner toward the middle of the picture's height.
    var edge = corner.isTop ? margin : Double(layout.pictureHeight) - margin
    for block in ([header(moment, isSeen: isSeen)] + moment.flags.suffix(3).map { flags[$0] }).compactMap({ $0 }) {
      let height = block.height
      let box = place(width: block.width, height: height, at: edge)
      guard box.minY >= 0, box.maxY <= Double(layout.pictureHeight) else { break }
      block.draw(on: layer, in: box)
      inked.append(box)
      edge += (height + 0.3 * layout.unit) * (corner.isTop ? 1 : -1)
    }
    return inked
  }

  private func place(width: Double, height: Double, at edge: Double) -> Box {
    let x = corner.isLeft ? margin : Double(layout.pictureWidth) - margin - width
    let y = corner.isTop ? edge : edge - height
    return Box(minX: x.rounded(), minY: y.rounded(), maxX: (x + width).rounded(), maxY: (y + height).rounded())
  }

  private func header(_ moment: Moment, isSeen: Bool) -> CaptionBlock? {
    guard let words = Words(moment, count: count) else {
      return isSeen ? nil : block([(fonts.bold, Words.notSeen)])
    }
    return block(
      [(fonts.bold, words.title), (fonts.regular, isSeen ? words.detail : Words.notSeen)], textWidth: headerWidth)
  }

  private func block(_ rows: [(Typeface, String)], textWidth: Double? = nil) -> CaptionBlock {
    CaptionBlock(
      lines: rows.map { line($0.0, $0.1) }, mark: nil, ground: Palette.ink, groundOpacity: 0.72, colour: Palette.paper,
      unit: layout.unit, textWidth: textWidth)
  }

  private static func block(of flag: ShownFlag, _ layout: CanvasLayout, _ fonts: Fonts) -> CaptionBlock {
    let mark = fonts.bold.line(Palette.mark(.flag), size: Int(1.3 * layout.unit))
    let room = flagWidth(layout) - 2 * margin(layout) - mark.width - 2 * CaptionBlock.padding * layout.unit
    return CaptionBlock(
      lines: fonts.bold.lines(flag.text, size: Int((0.92 * layout.unit).rounded()), within: max(room, 0), atMost: 4),
      mark: mark, ground: Palette.flag, groundOpacity: 0.94, colour: Palette.ink, unit: layout.unit, textWidth: nil)
  }

  private func line(_ typeface: Typeface, _ text: String) -> TextLine {
    typeface.line(text, size: layout.textSize, within: Caption.widest(layout))
  }

  private var margin: Double { Caption.margin(layout) }
  private static func margin(_ layout: CanvasLayout) -> Double { 0.6 * layout.unit }

  /// A line of text as wide as the picture allows.
  private static func widest(_ layout: CanvasLayout) -> Double {
    max(0, Double(layout.pictureWidth) - 2 * margin(layout) - 2 * CaptionBlock.padding * layout.unit)
  }

  /// A third of a wide picture, all of a narrow one.
  private static func flagWidth(_ layout: CanvasLayout) -> Double {
    let width = Double(layout.pictureWidth)
    return layout.pictureWidth > layout.pictureHeight ? max(width / 3, min(width, 16 * layout.unit)) : width
  }

  /// The header and three flags, in text sizes.
  private static let expectedHeight = 13.0
}

/// A box of words.
private struct CaptionBlock {
  /// In text sizes.
  static let padding = 0.5

  let lines: [TextLine]
  let mark: TextLine?
  let ground: Colour
  let groundOpacity: Double
  let colour: Colour
  let unit: Double
  let textWidth: Double?

  private var markWidth: Double { mark.map { $0.width + Self.padding * unit } ?? 0 }
  var width: Double { (textWidth ?? lines.map(\.width).max() ?? 0) + markWidth + 2 * Self.padding * unit }
  var height: Double { Double(max(lines.count, 1)) * 1.25 * unit + 1.2 * Self.padding * unit }

  func draw(on layer: borrowing Layer, in box: Box) {
    layer.clipped(to: box) { layer in
      layer.rectangle(box, rounded: 0.3 * unit)
      layer.fill(ground, opacity: groundOpacity)
      let top = box.minY + 0.6 * Self.padding * unit
      if let mark {
        let middle = (box.minY + box.maxY) / 2 + 0.36 * Double(mark.size)
        mark.draw(on: layer, at: Point(x: box.minX + Self.padding * unit, y: middle), colour)
      }
      for (row, line) in lines.enumerated() {
        let y = top + (Double(row) + 0.94) * 1.25 * unit - 0.22 * unit
        line.draw(on: layer, at: Point(x: box.minX + Self.padding * unit + markWidth, y: y), colour)
      }
    }
  }
}

/// What the corner says of a moment.
private struct Words {
  var title: String
  var detail: String

  static let notSeen = "not seen"

  /// `nil`: the clip has no reps.
  init?(_ moment: Moment, count: Int) {
    guard let phase = moment.phase else { return nil }
    let total = count == 1 ? "1 rep" : "\(count) reps"
    switch phase {
    case .beforeSet: (title, detail) = ("Before the set", total)
    case .afterSet: (title, detail) = ("After the set", total)
    case .bottom: (title, detail) = ("At the bottom", "\(moment.repsDone) of \(count) done")
    case .ascent, .hold, .descent:
      let number = moment.rep?.number ?? 0
      title = moment.rep?.kind == .attempt ? "Attempt \(number)" : "Rep \(number) of \(count)"
      detail = phase == .ascent ? "up" : phase == .descent ? "down" : "hold \(Self.tenths(moment.hold ?? 0)) s"
    }
  }

  static func titles(count: Int) -> [String] {
    ["Before the set", "After the set", "At the bottom", "Rep \(count) of \(count)"]
  }
  static func details(count: Int) -> [String] { ["\(count) of \(count) done", "hold 10.0 s"] }

  private static func tenths(_ seconds: Double) -> String { "\(seconds.rounded(toDecimals: 1))" }
}

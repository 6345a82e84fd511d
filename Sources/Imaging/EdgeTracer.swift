/// Traces edges through a small grey picture and keeps those that run straight for long.
///
/// In every line of the picture the places where grey changes most are found to a part of a pixel and chained with
/// those of the lines before. Chains are broken where they bend, so that little is left of bodies and textures.
struct EdgeTracer {
  private let lines: Int
  private let places: Int
  private let lineStride: Int
  private let placeStride: Int

  /// Smallest change of grey over two pixels, 0 to 255, and in averages over the picture: film noise stays below.
  private static let faintest: Float = 6
  private static let aboveAverage: Float = 2.5
  /// How far an edge may lie off its line, in pixels, and how many lines it may be hidden.
  private static let bend: Float = 0.8
  private static let hidden = 2

  /// Where grey changes most in one line.
  private struct Link {
    var line: Int
    var place: Float
    var brightens: Bool
    /// Index of the link in an earlier line that this one continues, -1 for the first of a chain.
    var before: Int
    /// In lines, from the first of the chain.
    var reach: Int
  }

  /// The middle of the first line and of the first place in it are at 0.
  typealias Spot = (line: Float, place: Float)

  /// - Parameter goesDown: from row to row, for edges that stand; otherwise from column to column, for those that lie.
  init(width: Int, height: Int, goesDown: Bool) {
    (lines, places) = goesDown ? (height, width) : (width, height)
    (lineStride, placeStride) = goesDown ? (width, 1) : (1, width)
  }

  /// The ends of the straight edges that run for `shortest` lines or more.
  ///
  /// - Parameter grey: `width` times `height` values, row by row.
  func edges(_ grey: UnsafeBufferPointer<Float>, shortest: Int) -> [(start: Spot, end: Spot)] {
    guard lines > 4, places > 4 else { return [] }
    let (links, isContinued) = links(grey, atLeast: threshold(grey))
    var found: [(start: Spot, end: Spot)] = []
    for last in links.indices where !isContinued[last] && links[last].reach >= shortest {
      var chain: [Link] = []
      var index = last
      while index >= 0 {
        chain.append(links[index])
        index = links[index].before
      }
      split(chain[...], shortest: shortest) { found.append($0) }
    }
    return found
  }

  private func threshold(_ grey: UnsafeBufferPointer<Float>) -> Float {
    var slopes = [Float](repeating: 0, count: places)
    var (sum, count) = (Float(0), Float(0))
    for line in stride(from: 1, to: lines - 1, by: 8) {
      slope(grey, line, into: &slopes)
      for value in slopes { sum += abs(value) }
      count += Float(places)
    }
    return max(Self.faintest, Self.aboveAverage * sum / count)
  }

  /// The change of grey across a line, smoothed along the edges.
  private func slope(_ grey: UnsafeBufferPointer<Float>, _ line: Int, into slopes: inout [Float]) {
    let (a, b) = (lineStride, placeStride)
    for place in 1..<places - 1 {
      let here = line * a + place * b
      let after = grey[here + b - a] + 2 * grey[here + b] + grey[here + b + a]
      let before = grey[here - b - a] + 2 * grey[here - b] + grey[here - b + a]
      slopes[place] = (after - before) / 4
    }
  }

  /// All places where grey changes by `least` or more, each chained to the nearest one before it.
  private func links(_ grey: UnsafeBufferPointer<Float>, atLeast least: Float) -> ([Link], isContinued: [Bool]) {
    var links: [Link] = []
    var isContinued: [Bool] = []
    var slopes = [Float](repeating: 0, count: places)
    // Index of the latest link in each place.
    var latest = [Int](repeating: -1, count: places)
    for line in 1..<lines - 1 {
      slope(grey, line, into: &slopes)
      let first = links.count
      for place in 2..<places - 2 {
        let (left, here, right) = (abs(slopes[place - 1]), abs(slopes[place]), abs(slopes[place + 1]))
        guard here >= least, here >= left, here > right else { continue }
        var link = Link(
          line: line, place: Float(place) + (right - left) / (2 * (2 * here - left - right)),
          brightens: slopes[place] > 0, before: -1, reach: 1)
        var nearest: Float = 1.3
        for index in latest[place - 1...place + 1] where index >= 0 && !isContinued[index] {
          let old = links[index]
          let step = line - old.line
          let distance = abs(old.place - link.place)
          guard step <= 1 + Self.hidden, old.brightens == link.brightens, distance < nearest else { continue }
          nearest = distance
          link.before = index
          link.reach = old.reach + step
        }
        if link.before >= 0 { isContinued[link.before] = true }
        links.append(link)
        isContinued.append(false)
      }
      // Only now, so that a line is never chained to itself.
      for index in first..<links.count { latest[Int(links[index].place.rounded())] = index }
    }
    return (links, isContinued)
  }

  /// Breaks a chain where it is farthest from the line between its ends, until the pieces are straight or too short.
  private func split(
    _ chain: ArraySlice<Link>, shortest: Int, found: ((start: Spot, end: Spot)) -> Void
  ) {
    guard let start = chain.first, let end = chain.last, abs(start.line - end.line) >= shortest else { return }
    let slope = (end.place - start.place) / Float(end.line - start.line)
    func distance(_ link: Link) -> Float { abs(link.place - start.place - slope * Float(link.line - start.line)) }
    let farthest = chain.indices.max { distance(chain[$0]) < distance(chain[$1]) }!
    guard distance(chain[farthest]) <= Self.bend else {
      split(chain[...farthest], shortest: shortest, found: found)
      split(chain[farthest...], shortest: shortest, found: found)
      return
    }
    found(Self.fitted(chain))
  }

  /// The ends of the line with the least squares.
  private static func fitted(_ chain: ArraySlice<Link>) -> (start: Spot, end: Spot) {
    let count = Float(chain.count)
    let line = chain.reduce(0) { $0 + Float($1.line) } / count
    let place = chain.reduce(0) { $0 + $1.place } / count
    let (xx, xy) = chain.reduce(into: (Float(0), Float(0))) { sums, link in
      sums.0 += (Float(link.line) - line) * (Float(link.line) - line)
      sums.1 += (Float(link.line) - line) * (link.place - place)
    }
    func end(_ link: Link) -> Spot {
      (Float(link.line), place + xy / xx * (Float(link.line) - line))
    }
    return (end(chain.first!), end(chain.last!))
  }
}

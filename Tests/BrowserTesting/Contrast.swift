extension BrowserSession {
  /// A text that is hard to read.
  public struct FaintText: Sendable, Hashable, CustomStringConvertible {
    public let text: String
    /// The element that holds it, as a selector for people.
    public let element: String
    /// Contrast ratio by WCAG 2, 1 to 21; `nil` over a picture, where it cannot be told.
    public let ratio: Double?
    /// 4.5, or 3 for large text.
    public let required: Double
    /// `#rrggbb` as they are seen, after all that shines through.
    public let foreground: String
    public let background: String

    public var description: String {
      "\(element) \"\(text)\": \(ratio.map { "\($0)" } ?? "over a picture"), \(required) needed (\(foreground) on \(background))"
    }
  }

  /// All visible texts below the contrast that WCAG 2.1 AA asks for (1.4.3).
  ///
  /// The background is made of the colours of the element and all around it, with their alpha and opacity, and in a
  /// chart of the filled shapes drawn before the text. Of a gradient the worst colour counts. Disabled controls are
  /// exempt. What lies behind a text without being around it, such as a neighbour moved there, is not seen.
  public func faintTexts() async throws(BrowserError) -> [FaintText] {
    try await run(Self.contrastScript).array.map { found in
      FaintText(
        text: found["text"].string ?? "", element: found["element"].string ?? "", ratio: found["ratio"].number,
        required: found["required"].number ?? 0, foreground: found["foreground"].string ?? "",
        background: found["background"].string ?? "")
    }
  }

  private static let contrastScript = #"""
    // The browser itself reads a colour, whatever its notation: [red, green, blue, alpha], 0 to 1.
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true})
    const known = new Map()
    function colour(text) {
      const plain = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/.exec(text)
      if (plain) return [plain[1] / 255, plain[2] / 255, plain[3] / 255, Number(plain[4] ?? 1)]
      if (!known.has(text)) {
        canvas.clearRect(0, 0, 1, 1)
        canvas.fillStyle = text
        canvas.fillRect(0, 0, 1, 1)
        known.set(text, [...canvas.getImageData(0, 0, 1, 1).data].map(value => value / 255))
      }
      return known.get(text)
    }
    const over = (top, below) => below.map((value, i) => i == 3 ? 1 : top[i] * top[3] + value * (1 - top[3]))
    const mix = (share, top, below) => below.map((value, i) => top[i] * share + value * (1 - share))
    const luminance = rgb => [.2126, .7152, .0722].reduce((sum, weight, i) =>
      sum + weight * (rgb[i] <= .04045 ? rgb[i] / 12.92 : ((rgb[i] + .055) / 1.055) ** 2.4), 0)
    function ratio(a, b) {
      const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y)
      return (high + .05) / (low + .05)
    }
    const hex = rgb => '#' + rgb.slice(0, 3).map(v => Math.round(v * 255).toString(16).padStart(2, '0')).join('')

    // What is behind the outermost element depends on the colour scheme.
    const probe = document.documentElement.appendChild(document.createElement('span'))
    probe.style.backgroundColor = 'Canvas'
    const paper = colour(getComputedStyle(probe).backgroundColor)
    probe.remove()

    // The colours of an element's own background, lowest first, for each colour that a gradient may have; null: a picture.
    function layers(style) {
      const flat = colour(style.backgroundColor)
      if (style.backgroundImage == 'none') return [[flat]]
      const stops = style.backgroundImage.match(/(?:rgba?|color|oklab|oklch|lab|lch)\([^()]*\)/g)
      if (!stops || /url\(|image-set|element\(/.test(style.backgroundImage)) return null
      return stops.map(stop => [flat, colour(stop)])
    }

    // Filled shapes of a chart that were drawn before the text and lie under its middle.
    function shapesBehind(element, x, y) {
      let svg = element.ownerSVGElement
      if (!svg) return []
      while (svg.ownerSVGElement) svg = svg.ownerSVGElement
      return [...svg.querySelectorAll('rect, circle, ellipse, path, polygon')].filter(shape => {
        if (!(shape.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)) return false
        if (!shape.checkVisibility({visibilityProperty: true}) || shape.closest('defs, clipPath, mask, pattern, marker')) return false
        const matrix = shape.getScreenCTM()
        return matrix && shape.isPointInFill(new DOMPoint(x, y).matrixTransform(matrix.inverse()))
      }).map(shape => {
        const style = getComputedStyle(shape)
        if (style.fill == 'none') return [0, 0, 0, 0]
        if (style.fill.startsWith('url(')) return null
        const fill = colour(style.fill)
        return fill.with(3, fill[3] * style.fillOpacity * style.opacity)
      })
    }

    // The pairs of text and background colour that may be seen; null: a picture is behind.
    function pairs(element, ink, shapes) {
      const chain = []
      for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) chain.unshift(at)
      let worst = [{below: paper, groups: []}]
      for (const at of chain) {
        const style = getComputedStyle(at)
        const isDrawing = at instanceof SVGElement && at.ownerSVGElement
        const choices = isDrawing ? [[]] : layers(style)
        if (!choices) {
          worst = null
          continue
        }
        // A colour that hides all hides a picture too.
        if (!worst && choices.every(choice => choice.some(layer => layer[3] == 1))) worst = [{below: paper, groups: []}]
        worst &&= worst.flatMap(({below, groups}) => choices.map(choice => ({
          below: choice.reduce((under, layer) => over(layer, under), below), groups: [...groups, {opacity: Number(style.opacity), below}]
        })))
      }
      if (shapes.includes(null)) return null
      return worst?.map(({below, groups}) => {
        let behind = shapes.reduce((under, shape) => over(shape, under), below)
        let text = over(ink, behind)
        for (const group of groups.toReversed()) {
          text = mix(group.opacity, text, group.below)
          behind = mix(group.opacity, behind, group.below)
        }
        return {text, behind}
      })
    }

    function isSeen(element, box) {
      if (!element.checkVisibility({opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true})) return false
      if (box.width < 1 || box.height < 1 || box.right + scrollX <= 0 || box.bottom + scrollY <= 0) return false
      for (let at = element; at; at = at.parentElement) {
        const style = getComputedStyle(at)
        if (style.clipPath == 'inset(50%)' || /^rect\((0px,? ?){4}\)|^rect\((1px,? ?){4}\)/.test(style.clip)) return false
        if (style.overflow != 'visible' && at instanceof HTMLElement && (at.offsetWidth <= 1 || at.offsetHeight <= 1)
          && at != document.documentElement && at != document.body) return false
      }
      return true
    }

    const texts = []
    const walker = document.createTreeWalker(document.body ?? document.documentElement, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const node = walker.currentNode
      const element = node.parentElement
      if (!node.data.trim() || element.closest('script, style, noscript, title, desc, textarea, option')) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      texts.push({element, text: node.data, box: range.getBoundingClientRect()})
    }
    for (const element of document.querySelectorAll('input, textarea, select')) {
      const text = element.selectedOptions?.[0]?.text ?? element.value
      if (text && !['hidden', 'checkbox', 'radio', 'range', 'color', 'file', 'image'].includes(element.type)) {
        texts.push({element, text, box: element.getBoundingClientRect()})
      }
    }

    return texts.filter(({element, box}) => !element.closest(':disabled') && isSeen(element, box)).flatMap(({element, text, box}) => {
      const style = getComputedStyle(element)
      const isDrawn = element instanceof SVGElement
      const ink = colour(isDrawn ? style.fill : style.webkitTextFillColor)
      const shown = isDrawn ? ink.with(3, ink[3] * style.fillOpacity) : ink
      const size = parseFloat(style.fontSize)
      const required = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5
      const seen = pairs(element, shown, shapesBehind(element, (box.left + box.right) / 2, (box.top + box.bottom) / 2))
      const worst = seen?.map(pair => ({...pair, ratio: ratio(pair.text, pair.behind)})).sort((a, b) => a.ratio - b.ratio)[0]
      if (worst && worst.ratio >= required) return []
      const name = element.localName + (element.id ? '#' + element.id : '') + [...element.classList].map(c => '.' + c).join('')
      return [{
        text: text.trim().replace(/\s+/g, ' ').slice(0, 80), element: name, required,
        ratio: worst ? Math.floor(worst.ratio * 100) / 100 : null,
        foreground: worst ? hex(worst.text) : hex(shown), background: worst ? hex(worst.behind) : ''
      }]
    })
    """#
}

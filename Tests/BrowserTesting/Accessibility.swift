/// What someone with a keyboard or a screen reader meets.
extension BrowserSession {
  public struct FocusableElement: Sendable, Hashable {
    /// `button`, `link`, `slider`, …
    public let role: String
    /// What a screen reader says; empty where it has nothing to say.
    public let name: String
  }

  /// All that can get the focus, in the order of the page, from the browser's own accessibility tree.
  public func focusableElements() async throws(BrowserError) -> [FocusableElement] {
    try await devTools("Accessibility.enable")
    let nodes = try await devTools("Accessibility.getFullAXTree")["nodes"].array
    try await devTools("Accessibility.disable")
    return inPageOrder(nodes).filter { node in
      node["ignored"] != true && node["role"]["value"] != "RootWebArea"
        && node["properties"].array.contains { $0["name"] == "focusable" && $0["value"]["value"] == true }
    }.map { FocusableElement(role: $0["role"]["value"].string ?? "", name: $0["name"]["value"].string ?? "") }
  }

  /// The protocol lists the tree level by level.
  private func inPageOrder(_ nodes: [JSONValue]) -> [JSONValue] {
    let byID = Dictionary(nodes.map { ($0["nodeId"], $0) }) { $1 }
    var ordered: [JSONValue] = []
    var ahead = nodes.filter { $0["parentId"] == .null }
    while let node = ahead.popLast() {
      ordered.append(node)
      ahead += node["childIds"].array.reversed().compactMap { byID[$0] }
    }
    return ordered
  }

  /// Pictures that say nothing to those who cannot see them and are not marked as ornament either, as HTML.
  public func imagesWithoutText() async throws(BrowserError) -> [String] {
    let script = """
      const isHidden = e => e.closest('[aria-hidden="true"]') || ['presentation', 'none'].includes(e.getAttribute('role'))
      const says = e => ['aria-label', 'aria-labelledby'].some(name => (e.getAttribute(name) ?? '').trim())
      const lacks = e => e.localName == 'svg' ? !e.querySelector(':scope > title') : !e.hasAttribute('alt')
      return [...document.querySelectorAll('img, svg, input[type=image], [role=img], area')]
        .filter(e => !isHidden(e) && !says(e) && lacks(e) && !e.parentElement.closest('svg, [role=img]'))
        .map(e => e.outerHTML.slice(0, 200))
      """
    return try await run(script).array.compactMap(\.string)
  }

  /// Ids that more than one element has.
  public func duplicateIDs() async throws(BrowserError) -> [String] {
    let script = """
      const ids = [...document.querySelectorAll('[id]')].map(e => e.id)
      return [...new Set(ids.filter((id, index) => ids.indexOf(id) != index))]
      """
    return try await run(script).array.compactMap(\.string)
  }
}

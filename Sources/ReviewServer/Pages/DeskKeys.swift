/// What the keyboard does on each page, as `?` shows it. The script has the same keys.
enum DeskKeys {
  static func of(_ place: DeskPages.Place, isReadOnly: Bool) -> [DeskPages.Key] {
    switch place {
    case .rep: (isReadOnly ? [] : deciding) + looking + everywhere
    case .queue:
      [key(["j", "k"], "next, previous rep of the list"), key(["Enter"], "open it; first of all: the first one")]
        + [key(["/"], "to the filters")] + (isReadOnly ? [] : [takingBack]) + everywhere
    case .set: [key(["j", "k"], "next, previous rep of the list"), key(["Enter"], "open it")] + everywhere
    case .uploads, .agreement, .refusal: everywhere
    }
  }

  private static func key(_ press: [String], _ what: String) -> DeskPages.Key {
    DeskPages.Key(press: press, what: what)
  }

  private static let deciding = [
    key(["a"], "agree with the finding that is marked"), key(["A"], "agree with all that are left"),
    key(["d"], "disagree, then 1 to 6 for the reason"), key(["u"], "unsure"),
    key(["n"], "note at this moment; Ctrl Enter keeps it"), key(["m"], "a fault that was missed"),
    key(["[", "]"], "the rep begins, ends here; Enter keeps it"), takingBack,
  ]

  private static let takingBack = key(["z"], "take the last decision back")

  private static let looking = [
    key(["j", "k"], "next, previous rep"), key(["↓", "↑"], "next, previous finding"),
    key(["space"], "play, pause"), key(["r"], "from the start of the rep"), key([",", "."], "one frame back, on"),
    key(["s"], "slower: 1, 0.5, 0.25"), key(["l"], "loop or not"), key(["o"], "with and without what is drawn"),
    key(["t"], "to the moment of the finding"), key(["g"], "open the report here"),
  ]

  private static let everywhere = [
    key(["q"], "to the queue"), key(["?"], "these keys"), key(["Esc"], "close what is open"),
  ]
}

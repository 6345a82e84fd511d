/// Finds what a mistyped word was meant to be.
public enum Spelling {
  /// The word of a list that is nearest, if at most two letters are wrong, missing or too many.
  public static func nearest(to word: String, in known: [String]) -> String? {
    known.map { (word: $0, distance: distance(word, $0)) }
      .filter { $0.distance <= 2 && $0.distance < $0.word.count }
      .min { $0.distance < $1.distance }?.word
  }

  /// Levenshtein distance: how many letters have to be put in, taken out or changed.
  private static func distance(_ a: String, _ b: String) -> Int {
    let b = Array(b)
    var row = Array(0...b.count)
    for (line, letter) in a.enumerated() {
      var diagonal = row[0]
      row[0] = line + 1
      for column in b.indices {
        let above = row[column + 1]
        row[column + 1] = min(above + 1, row[column] + 1, diagonal + (letter == b[column] ? 0 : 1))
        diagonal = above
      }
    }
    return row[b.count]
  }
}

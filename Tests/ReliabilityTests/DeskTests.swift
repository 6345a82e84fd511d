import Testing

@Suite("The coach's desk under kills")
struct DeskTests {
  private static let kills = 4

  /// Scripts/desk does it a hundred times.
  @Test("no acknowledged decision is lost, none is there by half, and clips are read whole until then")
  func killed() throws {
    let script = Bench.repository.appendingPathComponent("Scripts/desk").path
    let ended = try Bench().shell(
      "exec \"$1\" kills --program \"$0\" --kills \(Self.kills) --clients 50 --seed 20261129", [script])
    print(ended.output)
    #expect(ended.status == 0, "\(ended.errors)\n\(ended.output)")
    #expect(ended.output.contains("\(Self.kills) kills: ") && ended.output.contains(" 0 lost;"), "\(ended.output)")
  }
}

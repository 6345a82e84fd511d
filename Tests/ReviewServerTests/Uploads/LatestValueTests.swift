import Testing

@testable import ReviewServer

@Suite("A value that is followed", .timeLimit(.minutes(1)))
struct LatestValueTests {
  @Test("who is slow gets the newest value, and each only once")
  func newest() async {
    let value = LatestValue(0)
    var changes = value.changes().makeAsyncIterator()
    #expect(await changes.next() == 0)
    for number in 1...5 { value.update { $0 = number } }
    value.update { _ in }
    #expect(await changes.next() == 5)
    value.end()
    #expect(await changes.next() == nil)
  }

  @Test("any number listen, and all hear the end; after it the last value is told")
  func many() async {
    let value = LatestValue(1)
    let streams = (0..<20).map { _ in value.changes() }
    #expect(value.listenerCount == 20)
    value.update { $0 = 2 }
    value.end()
    for stream in streams + [value.changes()] {
      var heard: [Int] = []
      for await number in stream { heard.append(number) }
      #expect(heard == [2])
    }
    #expect(value.listenerCount == 0)
  }

  @Test("who has stopped listening is forgotten")
  func left() async {
    let value = LatestValue(1)
    do {
      var changes = value.changes().makeAsyncIterator()
      #expect(await changes.next() == 1)
    }
    let listener = Task { for await _ in value.changes() {} }
    while value.listenerCount == 0 { await Task.yield() }
    listener.cancel()
    await listener.value
    #expect(value.listenerCount == 0)
  }
}

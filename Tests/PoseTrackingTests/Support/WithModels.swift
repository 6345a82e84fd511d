import Testing

/// Suites that run the models, one test after the other: handles are counted for the whole process, and two cores do
/// not gain from more.
@Suite("With the models", .serialized)
enum WithModels {}

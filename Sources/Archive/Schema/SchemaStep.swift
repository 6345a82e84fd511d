/// One step in the life of the tables. A step that was published is never changed: another follows it.
struct SchemaStep: Sendable {
  /// Ends up in the name of a backup, so nothing but letters, digits and hyphens.
  let name: String
  let sql: String

  /// All of them, oldest first. How many were taken is the database's `user_version`.
  static let all: [SchemaStep] = [.sets, .decisions]
}

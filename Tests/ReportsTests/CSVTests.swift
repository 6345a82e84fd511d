import Reports
import Testing

@Suite("A CSV table")
struct CSVTests {
  private func cell(_ text: String) -> String {
    var table = CSV(header: ["name"])
    table.append([.text(text)])
    // A carriage return with its line feed is one Character.
    return String(table.text.dropFirst("name\r\n".count).dropLast())
  }

  @Test(
    "quotes what RFC 4180 asks for",
    arguments: [
      ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"go\"", "\"say \"\"go\"\"\""), ("two\nlines", "\"two\nlines\""),
      ("two\r\nlines", "\"two\r\nlines\""), ("", ""), ("a\"\u{301}b", "\"a\"\"\u{301}b\""),
      ("a,\u{301}b", "\"a,\u{301}b\""),
    ])
  func quoting(text: String, expected: String) {
    #expect(cell(text) == expected)
  }

  @Test(
    "makes text harmless that a spreadsheet would run",
    arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\t1", " =1", "=\u{301}1"])
  func formulas(text: String) {
    #expect(cell(text) == "'" + text)
  }

  @Test(
    "makes text harmless where a semicolon, a tab or a line break begins a cell",
    arguments: [
      ("a;=1", "a;'=1"), ("a; \t +1", "a; \t '+1"), ("a\t@b", "a\t'@b"), ("\t=1", "'\t'=1"), ("a;-1;-2", "a;'-1;'-2"),
      ("a;\"=1\"", "\"a;\"\"'=1\"\"\""), ("a\r\n=1", "\"a\r\n'=1\""), ("a;=\u{301}1", "a;'=\u{301}1"),
      ("a; b=1", "a; b=1"), ("5 kg - easy; 2+1", "5 kg - easy; 2+1"),
    ])
  func otherSeparators(text: String, expected: String) {
    #expect(cell(text) == expected)
  }

  @Test("leaves a cell without a value empty and writes whole numbers without a point")
  func numbers() {
    var table = CSV(header: ["a", "b", "c", "d"])
    table.append([.none, .number(3), .number(-0.25), .number(1e20)])
    #expect(table.text == "a,b,c,d\r\n,3,-0.25,1e+20\r\n")
  }
}

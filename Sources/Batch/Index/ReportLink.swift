internal import Archive
internal import Movement
internal import Reports

/// Addresses within a results folder, as its pages link to them. A key is plain, so nothing needs to be encoded.
enum ReportLink {
  static func report(of key: SetKey) -> String { "\(ResultsLayout.folder(of: key))/\(ReportFolder.pageName)" }

  /// Where the report shows the flag to look at first.
  static func worst(of row: SetRow) -> String? {
    row.worst.map { "\(report(of: row.key))#\(PageParts.anchor(rep: $0.rep))" }
  }
}

extension String {
  /// As part of an address: all but letters, digits and `-._~` percent-encoded.
  var addressPart: String {
    var part = ""
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        part.unicodeScalars.append(UnicodeScalar(byte))
      default: part += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    return part
  }
}

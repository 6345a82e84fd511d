internal import Movement

/// Finds how the background moved from one small grey picture to the next.
struct BlockMatcher {
  let width: Int
  let height: Int
  let before: [Float]
  let now: [Float]

  /// Side of a block, and how far it is looked for, in small pixels.
  private static let block = 12
  private static let reach = 6

  /// The shift that most blocks agree on, in small pixels: what was at p is now at p + shift. `nil`: too few do.
  func background() -> Point? {
    let found = before.withUnsafeBufferPointer { before in
      now.withUnsafeBufferPointer { now in blockShifts(before, now) }
    }
    guard found.shifts.count >= 4 else { return nil }
    // The block with the most others near it; ties go to the smaller shift, since cameras mostly stand.
    let near = found.shifts.map { centre in found.shifts.filter { $0.distance(to: centre) < 0.3 } }
    let best = near.indices.max {
      (near[$0].count, -length(found.shifts[$0])) < (near[$1].count, -length(found.shifts[$1]))
    }
    guard let best, near[best].count >= 4, near[best].count * 5 >= found.textured * 2 else { return nil }
    // Blocks that somebody half covers lie near too and pull to his side: keep those about the middle one.
    let middle = Point(x: median(near[best].map(\.x)), y: median(near[best].map(\.y)))
    let agreeing = near[best].filter { $0.distance(to: middle) < 0.1 }
    guard !agreeing.isEmpty else { return middle }
    return agreeing.reduce(Point(x: 0, y: 0), +) * (1 / Double(agreeing.count))
  }

  private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

  private func length(_ shift: Point) -> Double { shift.distance(to: Point(x: 0, y: 0)) }

  /// The shifts of the blocks that were found again, and how many blocks had texture.
  private func blockShifts(
    _ before: UnsafeBufferPointer<Float>, _ now: UnsafeBufferPointer<Float>
  ) -> (shifts: [Point], textured: Int) {
    var shifts: [Point] = []
    var textured = 0
    // One more pixel than the reach, for the slopes.
    let margin = Self.reach + 1
    let step = Self.block + 6
    for top in stride(from: margin, through: height - margin - Self.block, by: step) {
      for left in stride(from: margin, through: width - margin - Self.block, by: step) {
        let slopes = slopes(before, left, top)
        // The weaker direction must show structure too: along an edge nothing can be seen.
        guard slopes.weaker > 12 * Float(Self.block * Self.block) else { continue }
        textured += 1
        guard let (dx, dy) = wholeShift(before, now, left, top) else { continue }
        if let rest = partShift(before, now, left, top, dx, dy, slopes) {
          shifts.append(Point(x: Double(dx) + rest.x, y: Double(dy) + rest.y))
        }
      }
    }
    return (shifts, textured)
  }

  /// Sums of products of the grey slopes over a block; `weaker` is the smaller eigenvalue.
  private struct Slopes {
    var xx: Float = 0
    var xy: Float = 0
    var yy: Float = 0
    var weaker: Float { (xx + yy - ((xx - yy) * (xx - yy) + 4 * xy * xy).squareRoot()) / 2 }
  }

  private func slopes(_ grey: UnsafeBufferPointer<Float>, _ left: Int, _ top: Int) -> Slopes {
    var sums = Slopes()
    for y in top..<top + Self.block {
      for index in y * width + left..<y * width + left + Self.block {
        let gx = (grey[index + 1] - grey[index - 1]) / 2
        let gy = (grey[index + width] - grey[index - width]) / 2
        sums.xx += gx * gx
        sums.xy += gx * gy
        sums.yy += gy * gy
      }
    }
    return sums
  }

  /// The whole-pixel shift with the smallest difference; `nil`: at the rim of the search, so perhaps beyond.
  private func wholeShift(
    _ before: UnsafeBufferPointer<Float>, _ now: UnsafeBufferPointer<Float>, _ left: Int, _ top: Int
  ) -> (Int, Int)? {
    var best = (x: 0, y: 0, difference: difference(before, now, left, top, 0, 0))
    for dy in -Self.reach...Self.reach {
      for dx in -Self.reach...Self.reach where best.difference > 0 {
        let difference = difference(before, now, left, top, dx, dy)
        if difference < best.difference { best = (dx, dy, difference) }
      }
    }
    return max(abs(best.x), abs(best.y)) == Self.reach ? nil : (best.x, best.y)
  }

  private func difference(
    _ before: UnsafeBufferPointer<Float>, _ now: UnsafeBufferPointer<Float>, _ left: Int, _ top: Int, _ dx: Int,
    _ dy: Int
  ) -> Float {
    var sum = SIMD4<Float>()
    for y in top..<top + Self.block {
      let a = UnsafeRawPointer(before.baseAddress! + y * width + left)
      let b = UnsafeRawPointer(now.baseAddress! + (y + dy) * width + left + dx)
      for x in stride(from: 0, to: Self.block * 4, by: 16) {
        let gap =
          a.loadUnaligned(fromByteOffset: x, as: SIMD4<Float>.self)
          - b.loadUnaligned(fromByteOffset: x, as: SIMD4<Float>.self)
        sum += gap * gap
      }
    }
    return sum.sum()
  }

  /// What is left after the whole pixels; `nil`: more than one pixel, so the block has changed and not moved.
  private func partShift(
    _ before: UnsafeBufferPointer<Float>, _ now: UnsafeBufferPointer<Float>, _ left: Int, _ top: Int, _ dx: Int,
    _ dy: Int,
    _ slopes: Slopes
  ) -> Point? {
    var (x, y): (Float, Float) = (0, 0)
    for row in top..<top + Self.block {
      for index in row * width + left..<row * width + left + Self.block {
        let gx = (before[index + 1] - before[index - 1]) / 2
        let gy = (before[index + width] - before[index - width]) / 2
        let change = now[index + dy * width + dx] - before[index]
        x -= gx * change
        y -= gy * change
      }
    }
    let determinant = slopes.xx * slopes.yy - slopes.xy * slopes.xy
    let shift = Point(
      x: Double((slopes.yy * x - slopes.xy * y) / determinant), y: Double((slopes.xx * y - slopes.xy * x) / determinant)
    )
    return max(abs(shift.x), abs(shift.y)) < 1 ? shift : nil
  }
}

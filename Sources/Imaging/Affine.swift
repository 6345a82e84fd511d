public import Movement

/// A map of the plane that keeps lines straight: x' = a x + b y + tx, y' = c x + d y + ty.
public struct Affine: Sendable, Hashable {
  public var a, b, tx: Double
  public var c, d, ty: Double

  public init(a: Double, b: Double, tx: Double, c: Double, d: Double, ty: Double) {
    self.a = a
    self.b = b
    self.tx = tx
    self.c = c
    self.d = d
    self.ty = ty
  }

  public static let identity = Affine(a: 1, b: 0, tx: 0, c: 0, d: 1, ty: 0)

  public func callAsFunction(_ point: Point) -> Point {
    Point(x: a * point.x + b * point.y + tx, y: c * point.x + d * point.y + ty)
  }

  /// First this map, then the other.
  public func followed(by next: Affine) -> Affine {
    Affine(
      a: next.a * a + next.b * c, b: next.a * b + next.b * d, tx: next.a * tx + next.b * ty + next.tx,
      c: next.c * a + next.d * c, d: next.c * b + next.d * d, ty: next.c * tx + next.d * ty + next.ty)
  }

  /// The way back.
  ///
  /// - Precondition: the map does not flatten the plane.
  public var inverted: Affine {
    let size = a * d - b * c
    precondition(size != 0)
    return Affine(
      a: d / size, b: -b / size, tx: (b * ty - d * tx) / size,
      c: -c / size, d: a / size, ty: (c * tx - a * ty) / size)
  }
}

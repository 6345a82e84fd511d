import Foundation
import Imaging
import Movement
import Testing

@testable import PoseTracking

@Suite("Regions")
struct RegionTests {
  @Test("the body stands upright in its square", arguments: [0.0, 45, 90, 180, 250, 359])
  func upright(direction: Double) {
    let hips = Point(x: 300, y: 200)
    let top = hips + Point(x: cos(direction * .pi / 180) * 80, y: sin(direction * .pi / 180) * 80)
    let region = Region(hips: hips, top: top)
    #expect(abs(region.side - 200) < 1e-9)
    #expect(region.displayFromUnit(Point(x: 0.5, y: 0.5)).distance(to: hips) < 1e-9)
    #expect(region.displayFromUnit(Point(x: 0.5, y: 0.1)).distance(to: top) < 1e-9)
  }

  @Test("a square that holds no body is not looked at")
  func usable() {
    let geometry = DisplayGeometry(storedWidth: 640, storedHeight: 360)
    let good = Region(centre: Point(x: 300, y: 200), side: 300, rotation: 0)
    #expect(good.isUsable(in: geometry))
    let bad: [WritableKeyPath<Region, Double>: [Double]] = [
      \.side: [0, 10, 1e5, .nan, .infinity], \.centre.x: [-200, 2000, .nan], \.rotation: [.nan],
    ]
    for (path, values) in bad {
      for value in values {
        var region = good
        region[keyPath: path] = value
        #expect(!region.isUsable(in: geometry), "\(value)")
      }
    }
  }

  @Test("a still body's square does not tremble; a moved one is followed within half a second")
  func smoothing() {
    var smoother = RegionSmoother()
    var region = Region(centre: Point(x: 0, y: 0), side: 0, rotation: 0)
    for frame in 0..<60 {
      let jitter = frame % 2 == 0 ? 2.0 : -2.0
      region = smoother.region(hips: Point(x: 300 + jitter, y: 200), top: Point(x: 300, y: 100), at: Double(frame) / 30)
    }
    #expect(abs(region.centre.x - 300) < 1.5 + 0.5)
    for frame in 60..<75 {
      region = smoother.region(hips: Point(x: 400, y: 200), top: Point(x: 400, y: 100), at: Double(frame) / 30)
    }
    #expect(abs(region.centre.x - 400) < 25)
  }
}

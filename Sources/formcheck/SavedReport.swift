internal import FormRules
internal import Foundation
internal import Movement
internal import Pipeline
internal import Reports

/// What an earlier run left in a report folder.
struct SavedReport {
  let track: PoseTrack
  let analysis: Analysis

  /// - Throws: ``AnalysisError`` naming the file that is missing or damaged.
  init(in folder: URL) throws(AnalysisError) {
    let trackURL = folder.appendingPathComponent(ReportFolder.trackName)
    let analysisURL = folder.appendingPathComponent(ReportFolder.analysisName)
    let mend = "Analyse the clip again."
    guard let packed = try? Data(contentsOf: trackURL) else {
      throw AnalysisError(.unreadable, "\(trackURL.relativePath): not found or not readable. \(mend)")
    }
    guard let track = try? TrackFile.decode(packed) else {
      throw AnalysisError(.unusable, "\(trackURL.relativePath): not a saved track, or damaged. \(mend)")
    }
    guard track.isInRange else {
      throw AnalysisError(.unusable, "\(trackURL.relativePath): holds numbers that no track has. \(mend)")
    }
    guard let text = try? Data(contentsOf: analysisURL) else {
      throw AnalysisError(.unreadable, "\(analysisURL.relativePath): not found, the report is not complete. \(mend)")
    }
    guard let analysis = try? AnalysisJSON.analysis(from: text) else {
      throw AnalysisError(
        .unusable, "\(analysisURL.relativePath): not a \(Analysis.schemaName) document, or damaged. \(mend)")
    }
    guard analysis.options.isInRange else {
      throw AnalysisError(.unusable, "\(analysisURL.relativePath): holds options that are out of range. \(mend)")
    }
    guard (try? ProfileSheet(for: analysis.options)) != nil else {
      throw AnalysisError(.unusable, "\(analysisURL.relativePath): holds a profile that cannot be read. \(mend)")
    }
    self.track = track
    self.analysis = analysis
  }
}

extension PoseTrack {
  /// Nothing in it would be too large to reckon with.
  fileprivate var isInRange: Bool {
    let sides = 1...100_000
    let rates = 0.0...100_000
    guard sides.contains(clip.width), sides.contains(clip.height), rates.contains(clip.frameRate),
      AnalysisOptions.moments.contains(clip.duration), abs(roll ?? 0) <= 360, abs(pitch ?? 0) <= 360,
      athlete?.isInRange ?? true
    else { return false }
    let isRising = zip(frames, frames.dropFirst()).allSatisfy { $0.time < $1.time }
    return isRising && frames.allSatisfy(\.isInRange)
  }
}

extension AthleteChoice {
  fileprivate var isInRange: Bool {
    (0...1).contains(trackedFraction) && (0...100_000).contains(candidates) && (0...10_000_000).contains(redetections)
  }
}

extension TrackedFrame {
  fileprivate var isInRange: Bool {
    let pixels = -1e7...1e7
    let shares = 0.0...1
    let shift = scene.shift ?? Point(x: 0, y: 0)
    guard AnalysisOptions.moments.contains(time), shares.contains(scene.brightness), pixels.contains(shift.x),
      pixels.contains(shift.y)
    else { return false }
    guard let pose else { return true }
    return shares.contains(pose.presence)
      && pose.landmarks.allSatisfy {
        pixels.contains($0.position.x) && pixels.contains($0.position.y) && pixels.contains($0.depth)
          && shares.contains($0.visibility)
      }
  }
}

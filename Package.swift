// swift-tools-version: 6.2
import PackageDescription

/// OpenVINO is unpacked by `Scripts/setup`; SwiftPM knows no package for it, so its folder is named here.
let openVINO = Context.packageDirectory + "/.deps/openvino"

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "formcheck",
  products: [.executable(name: "formcheck", targets: ["formcheck"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    // Without its reading of configuration files, which would bring a package of its own.
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: ["FullFoundation"]),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CFFmpeg",
      providers: [.apt(["libavformat-dev", "libavcodec-dev", "libswscale-dev", "libavutil-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    // FreeType's headers lie in a folder that only its pkg-config file names.
    .systemLibrary(
      name: "CCairo", pkgConfig: "freetype2", providers: [.apt(["libcairo2-dev", "libfreetype-dev"])]),
    .target(
      name: "COpenVINO",
      cxxSettings: [.unsafeFlags(["-I\(openVINO)/include"])],
      linkerSettings: [
        // Seen from .build/<triple>/<configuration>, and from there with the tests' own scratch folder between.
        .unsafeFlags([
          "-L\(openVINO)/libs", "-Xlinker", "-rpath=$ORIGIN/../../../.deps/openvino/libs",
          "-Xlinker", "-rpath=$ORIGIN/../../../../.deps/openvino/libs",
        ]),
        .linkedLibrary("openvino"),
      ]),

    .target(
      name: "CConfinement", cSettings: [.define("_GNU_SOURCE")], linkerSettings: [.linkedLibrary("seccomp")]),

    .target(name: "Movement", swiftSettings: strict),
    .target(
      name: "Imaging", dependencies: ["Movement"],
      swiftSettings: strict + [.unsafeFlags(["-Ounchecked"], .when(configuration: .release))]),
    .target(name: "Video", dependencies: ["CFFmpeg", "Imaging", "Movement"], swiftSettings: strict),
    .target(name: "PoseTracking", dependencies: ["COpenVINO", "Imaging", "Movement"], swiftSettings: strict),
    .target(name: "Kinematics", dependencies: ["Movement"], swiftSettings: strict),
    .target(
      name: "FormRules", dependencies: ["Kinematics", "Movement", .product(name: "Yams", package: "Yams")],
      resources: [
        .embedInCode("Profiles/bench.yaml"), .embedInCode("Profiles/ball-on-bench.yaml"),
        .embedInCode("Profiles/ball.yaml"), .embedInCode("Profiles/machine.yaml"),
        .embedInCode("Profiles/incline45.yaml"),
      ],
      swiftSettings: strict),
    .target(
      name: "Pipeline",
      dependencies: [
        "FormRules", "Imaging", "Kinematics", "Movement", "PoseTracking", "Video",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .target(
      name: "Archive", dependencies: ["Movement", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict),
    .target(
      name: "Batch",
      dependencies: [
        "Archive", "Movement", "Reports", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      resources: [
        .embedInCode("Index/Templates/index.mustache"), .embedInCode("Index/Templates/row.mustache"),
        .embedInCode("Index/Templates/trend.mustache"), .embedInCode("Index/Templates/index.css"),
        .embedInCode("Index/Templates/index.js"),
      ],
      swiftSettings: strict),
    .target(
      name: "ReviewServer",
      dependencies: [
        "Archive", "Batch", "Movement", "Reports", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"), .product(name: "Logging", package: "swift-log"),
        .product(name: "Mustache", package: "swift-mustache"), .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      resources: [
        .embedInCode("Pages/Templates/head.mustache"), .embedInCode("Pages/Templates/foot.mustache"),
        .embedInCode("Pages/Templates/queue.mustache"), .embedInCode("Pages/Templates/rep.mustache"),
        .embedInCode("Pages/Templates/set.mustache"), .embedInCode("Pages/Templates/agreement.mustache"),
        .embedInCode("Pages/Templates/uploads.mustache"), .embedInCode("Pages/Templates/refusal.mustache"),
        .embedInCode("Pages/Templates/desk.css"), .embedInCode("Pages/Templates/desk.js"),
        .embedInCode("Sharing/Templates/shared.mustache"), .embedInCode("Sharing/Templates/shared.css"),
      ],
      swiftSettings: strict),
    .target(name: "Confinement", dependencies: ["CConfinement"], swiftSettings: strict),
    .target(name: "Accuracy", dependencies: ["Kinematics", "Movement"], swiftSettings: strict),
    .target(
      name: "Reports",
      dependencies: [
        "CCairo", "CZlib", "FormRules", "Imaging", "Kinematics", "Movement", "Video",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [
        .embedInCode("Page/Templates/report.mustache"), .embedInCode("Page/Templates/card.mustache"),
        .embedInCode("Page/Templates/still.mustache"), .embedInCode("Page/Templates/page.css"),
        .embedInCode("Page/Templates/page.js"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "formcheck",
      dependencies: [
        "Archive", "Batch", "Confinement", "FormRules", "Movement", "Pipeline", "Reports", "ReviewServer", "Video",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "formcheck-eval",
      dependencies: [
        "Accuracy", "Movement", "Pipeline", "Video",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .target(
      name: "CProbe", path: "Tests/CProbe", cSettings: [.define("_GNU_SOURCE")],
      linkerSettings: [.linkedLibrary("seccomp")]),
    .executableTarget(
      name: "confinement-probe", dependencies: ["CProbe", "Confinement"], path: "Tests/ConfinementProbe",
      swiftSettings: strict),
    .testTarget(
      name: "ConfinementTests", dependencies: ["Confinement", "Movement", "confinement-probe", "formcheck"],
      swiftSettings: strict),

    .testTarget(name: "MovementTests", dependencies: ["Movement", "MovementTesting"]),
    .testTarget(
      name: "ReportsTests",
      dependencies: ["FormRules", "Imaging", "Movement", "MovementTesting", "Pipeline", "Reports", "Video"]),
    .target(
      name: "ArchiveTesting", dependencies: ["Archive", "Movement"], path: "Tests/ArchiveTesting", swiftSettings: strict
    ),
    .testTarget(
      name: "BatchTests",
      dependencies: ["Archive", "ArchiveTesting", "Batch", "BrowserTesting", "Movement", "Reports"],
      swiftSettings: strict),
    .testTarget(
      name: "ArchiveTests",
      dependencies: ["Archive", "ArchiveTesting", "Movement", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict),
    .testTarget(
      name: "ReviewServerTests",
      dependencies: [
        "Archive", "ArchiveTesting", "Batch", "BrowserTesting", "Movement", "Reports", "ReviewServer", "formcheck",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ReliabilityTests", dependencies: ["Archive", "Movement", "formcheck"], swiftSettings: strict),
    .testTarget(name: "AccuracyTests", dependencies: ["Accuracy", "Movement"]),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "Accuracy", "Archive", "Batch", "BrowserTesting", "FormRules", "Kinematics", "Movement", "Pipeline", "Reports",
        "formcheck",
      ]),

    .testTarget(name: "ImagingTests", dependencies: ["Imaging", "Movement"], swiftSettings: strict),
    .testTarget(
      name: "PoseTrackingTests",
      dependencies: [
        "Imaging", "Movement", "PoseTracking", "Video", .product(name: "Crypto", package: "swift-crypto"),
      ],
      exclude: ["Golden"], swiftSettings: strict),
    .testTarget(name: "HostileTests", dependencies: ["formcheck"], swiftSettings: strict),
    .testTarget(name: "VideoTests", dependencies: ["Imaging", "Movement", "Video"], swiftSettings: strict),

    .target(
      name: "MovementTesting", dependencies: ["Movement"], path: "Tests/MovementTesting", swiftSettings: strict),
    .target(name: "BrowserTesting", path: "Tests/BrowserTesting", swiftSettings: strict),
    .testTarget(name: "BrowserTests", dependencies: ["BrowserTesting"], swiftSettings: strict),
    .testTarget(
      name: "KinematicsTests", dependencies: ["Kinematics", "Movement", "MovementTesting"], swiftSettings: strict),
    .testTarget(
      name: "FormRulesTests", dependencies: ["FormRules", "Kinematics", "Movement", "MovementTesting"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx20
)

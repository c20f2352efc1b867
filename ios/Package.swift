// swift-tools-version:6.0
import PackageDescription

#if os(Linux)
    // Debian's 6.0.3: libswiftObservation.so lacks swift::threading::fatal (swiftlang/swift#75670)
    let testLink: [LinkerSetting] = [.unsafeFlags(["-Xlinker", "--allow-shlib-undefined"])]
#else
    let testLink: [LinkerSetting] = []
#endif

// The models of the app, free of SwiftUI, so that they run in tests on any machine. The views in App/ belong to the Xcode
// project and are checked against a stand-in for SwiftUI by scripts/swift-tests.sh.
let package = Package(
    name: "LiangzhengApp",
    platforms: [.iOS(.v17), .macOS(.v14)],
    products: [.library(name: "LiangzhengModels", targets: ["LiangzhengModels"])],
    dependencies: [.package(name: "LiangzhengCore", path: "../bindings/swift")],
    targets: [
        .target(
            name: "LiangzhengModels",
            dependencies: [.product(name: "LiangzhengCore", package: "LiangzhengCore")]),
        .testTarget(name: "LiangzhengModelsTests", dependencies: ["LiangzhengModels"], linkerSettings: testLink),
    ],
    swiftLanguageModes: [.v6]
)

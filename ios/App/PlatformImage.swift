import Foundation
import LiangzhengCore
import SwiftUI

#if canImport(UIKit)
    import UIKit
#endif

/// The only place that touches UIKit: raw pixels of the core as an image.
enum PlatformImage {
    static func rgba(_ pixels: PagePixels) -> SwiftUI.Image? {
        #if canImport(UIKit)
            guard let provider = CGDataProvider(data: pixels.rgba as CFData),
                let image = CGImage(
                    width: Int(pixels.width), height: Int(pixels.height), bitsPerComponent: 8, bitsPerPixel: 32,
                    bytesPerRow: Int(pixels.width) * 4, space: CGColorSpaceCreateDeviceRGB(),
                    bitmapInfo: CGBitmapInfo(rawValue: CGImageAlphaInfo.premultipliedLast.rawValue), provider: provider,
                    decode: nil, shouldInterpolate: true, intent: .defaultIntent)
            else { return nil }
            return SwiftUI.Image(decorative: image, scale: 1)
        #else
            return nil
        #endif
    }
}

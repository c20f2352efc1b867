import Foundation
import SwiftUI

#if canImport(UIKit)
    import UIKit
#endif

/// The only file that touches UIKit: raw pixels of the core as an image, light for a code, and screenshots.
enum PlatformImage {
    static func rgba(_ bytes: Data, _ width: UInt32, _ height: UInt32) -> SwiftUI.Image? {
        #if canImport(UIKit)
            guard let provider = CGDataProvider(data: bytes as CFData),
                let image = CGImage(
                    width: Int(width), height: Int(height), bitsPerComponent: 8, bitsPerPixel: 32,
                    bytesPerRow: Int(width) * 4, space: CGColorSpaceCreateDeviceRGB(),
                    bitmapInfo: CGBitmapInfo(rawValue: CGImageAlphaInfo.premultipliedLast.rawValue), provider: provider,
                    decode: nil, shouldInterpolate: true, intent: .defaultIntent)
            else { return nil }
            return SwiftUI.Image(decorative: image, scale: 1)
        #else
            return nil
        #endif
    }
}

/// An officer's camera wants light, and time. Both are given back with the code.
@MainActor final class CodeLight {
    #if canImport(UIKit)
        private var usual: CGFloat?
    #endif

    func codeIsShown(_ shown: Bool) {
        #if canImport(UIKit)
            UIApplication.shared.isIdleTimerDisabled = shown
            guard let screen = (UIApplication.shared.connectedScenes.first as? UIWindowScene)?.screen else { return }
            if shown {
                usual = usual ?? screen.brightness
                screen.brightness = 1
            } else if let usual {
                screen.brightness = usual
                self.usual = nil
            }
        #endif
    }
}

extension View {
    /// iOS cannot forbid a screenshot, only tell of it.
    func onScreenshot(_ act: @escaping @MainActor () -> Void) -> some View {
        #if canImport(UIKit)
            onReceive(NotificationCenter.default.publisher(for: UIApplication.userDidTakeScreenshotNotification)) { _ in
                act()
            }
        #else
            self
        #endif
    }
}

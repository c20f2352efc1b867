import Foundation
import LiangzhengCore

/// One camera frame, ready to be handed in.
struct CameraFrame {
    var info: FrameInfo
    var a: Data
    var b = Data()
    var c = Data()

    func at(_ ms: Int) -> CameraFrame {
        var later = self
        later.info = info.changed(atMs: UInt64(ms))
        return later
    }
}

extension FrameInfo {
    func changed(
        width: UInt32? = nil, height: UInt32? = nil, rowStride: UInt32? = nil, vFirst: Bool? = nil,
        rotation: UInt32? = nil, atMs: UInt64? = nil
    ) -> FrameInfo {
        FrameInfo(
            form: form, width: width ?? self.width, height: height ?? self.height,
            rowStride: rowStride ?? self.rowStride, chromaRowStride: chromaRowStride,
            chromaPixelStride: chromaPixelStride, vFirst: vFirst ?? self.vFirst, rotation: rotation ?? self.rotation,
            mirrored: mirrored, atMs: atMs ?? self.atMs)
    }
}

extension Camera {
    func look(_ frame: CameraFrame) throws -> Guidance {
        try self.frame(info: frame.info, a: frame.a, b: frame.b, c: frame.c, seen: nil)
    }
}

/// Frames of a picture as phones deliver them: a sensor that lies on its side, 640 × 480, to be turned by a quarter.
struct Lens {
    static let width = 640
    static let height = 480

    private let picture: PreviewPixels

    /// The picture stands in the middle of the frame; its edges go on to the frame's own.
    init(_ picture: PreviewPixels) { self.picture = picture }

    /// Nothing but grey.
    static let blank = Lens(PreviewPixels(width: 1, height: 1, rgba: Data([160, 160, 160, 255]), sha256: ""))

    /// Every form, by name.
    var all: [(String, CameraFrame)] {
        [("YUV_420_888", android), ("I420", i420), ("NV12", nv12), ("NV21", nv21), ("RGBA", rgba)]
    }

    /// Android's YUV_420_888 over NV21: u and v are two views of one buffer, each one sample short of its last row.
    var android: CameraFrame {
        let pairs = chroma(vFirst: true)
        return CameraFrame(
            info: info(.yuvPlanes, pixelStride: 2), a: luma, b: pairs.dropFirst(), c: pairs.dropLast())
    }

    /// Three planes of their own.
    var i420: CameraFrame {
        let pairs = [UInt8](chroma(vFirst: false))
        let plane = { (first: Int) in Data(stride(from: first, to: pairs.count, by: 2).map { pairs[$0] }) }
        return CameraFrame(
            info: info(.yuvPlanes, chromaRow: Self.width / 2, pixelStride: 1), a: luma, b: plane(0), c: plane(1))
    }

    /// iOS: y, then pairs of u and v.
    var nv12: CameraFrame {
        CameraFrame(info: info(.yuvPairs, pixelStride: 2), a: luma, b: chroma(vFirst: false))
    }

    /// Old Android cameras: y, then pairs of v and u.
    var nv21: CameraFrame {
        CameraFrame(info: info(.yuvPairs, pixelStride: 2).changed(vFirst: true), a: luma, b: chroma(vFirst: true))
    }

    /// A screen's own rows, upright.
    var rgba: CameraFrame {
        var rows = Data(capacity: Self.width * Self.height * 4)
        for y in 0..<Self.width {
            for x in 0..<Self.height {
                let (red, green, blue) = upright(x, y)
                rows.append(contentsOf: [UInt8(red), UInt8(green), UInt8(blue), 255])
            }
        }
        let info = info(.rgbaRows, pixelStride: 1).changed(
            width: UInt32(Self.height), height: UInt32(Self.width), rowStride: UInt32(Self.height * 4), rotation: 0)
        return CameraFrame(info: info, a: rows)
    }

    private var luma: Data {
        var bytes = Data(capacity: Self.width * Self.height)
        for row in 0..<Self.height {
            for column in 0..<Self.width {
                let (red, green, blue) = sensor(column, row)
                bytes.append(UInt8(0.299 * red + 0.587 * green + 0.114 * blue))
            }
        }
        return bytes
    }

    private func chroma(vFirst: Bool) -> Data {
        let byte = { (value: Double) in UInt8(min(max(value, 0), 255)) }
        var bytes = Data(capacity: Self.width * Self.height / 2)
        for row in 0..<(Self.height / 2) {
            for column in 0..<(Self.width / 2) {
                let (red, green, blue) = sensor(2 * column, 2 * row)
                let u = byte(128 - 0.169 * red - 0.331 * green + 0.5 * blue)
                let v = byte(128 + 0.5 * red - 0.419 * green - 0.081 * blue)
                bytes.append(contentsOf: vFirst ? [v, u] : [u, v])
            }
        }
        return bytes
    }

    /// What the sensor sees at its own column and row: the upright picture, turned by a quarter to the left.
    private func sensor(_ column: Int, _ row: Int) -> (Double, Double, Double) {
        upright(Self.height - 1 - row, column)
    }

    private func upright(_ x: Int, _ y: Int) -> (Double, Double, Double) {
        let (width, height) = (Int(picture.width), Int(picture.height))
        let column = min(max(x - (Self.height - width) / 2, 0), width - 1)
        let row = min(max(y - (Self.width - height) / 2, 0), height - 1)
        let at = picture.rgba.startIndex + (row * width + column) * 4
        return (Double(picture.rgba[at]), Double(picture.rgba[at + 1]), Double(picture.rgba[at + 2]))
    }

    private func info(_ form: FrameForm, chromaRow: Int = Self.width, pixelStride: UInt32) -> FrameInfo {
        FrameInfo(
            form: form, width: UInt32(Self.width), height: UInt32(Self.height), rowStride: UInt32(Self.width),
            chromaRowStride: UInt32(chromaRow), chromaPixelStride: pixelStride, vFirst: false, rotation: 90,
            mirrored: false, atMs: 0)
    }
}

import Foundation
import LiangzhengCore

/// A code as a phone's screen shows it: whole pixels, white around it, as a PNG that any reader opens.
func picture(side: UInt32, modules: Data, pixelsPerModule: Int = 6) -> Data {
    let (quiet, side) = (4, Int(side))
    let width = (side + 2 * quiet) * pixelsPerModule
    var rows = Data()
    for y in 0..<width {
        rows.append(0)  // no filter
        for x in 0..<width {
            let (column, row) = (x / pixelsPerModule - quiet, y / pixelsPerModule - quiet)
            let inside = 0..<side ~= column && 0..<side ~= row
            let bit = row * side + column
            rows.append(inside && modules[modules.startIndex + bit / 8] & (0x80 >> (bit % 8)) != 0 ? 0 : 255)
        }
    }
    var png = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    png.append(chunk("IHDR", big(UInt32(width)) + big(UInt32(width)) + Data([8, 0, 0, 0, 0])))  // 8 bit, grey
    png.append(chunk("IDAT", stored(rows)))
    png.append(chunk("IEND", Data()))
    return png
}

private func big(_ number: UInt32) -> Data { withUnsafeBytes(of: number.bigEndian) { Data($0) } }

private func chunk(_ name: String, _ content: Data) -> Data {
    let body = Data(name.utf8) + content
    return big(UInt32(content.count)) + body + big(crc32(body))
}

/// A zlib stream of stored blocks: no compression, and none needed.
private func stored(_ data: Data) -> Data {
    var stream = Data([0x78, 0x01])
    var rest = data[...]
    repeat {
        let block = rest.prefix(65535)
        rest = rest.dropFirst(block.count)
        let length = UInt16(block.count)
        stream.append(rest.isEmpty ? 1 : 0)
        withUnsafeBytes(of: length.littleEndian) { stream.append(contentsOf: $0) }
        withUnsafeBytes(of: (~length).littleEndian) { stream.append(contentsOf: $0) }
        stream.append(block)
    } while !rest.isEmpty
    var (low, high): (UInt32, UInt32) = (1, 0)
    for byte in data {
        low = (low + UInt32(byte)) % 65521
        high = (high + low) % 65521
    }
    return stream + big(high << 16 | low)
}

private func crc32(_ data: Data) -> UInt32 {
    ~data.reduce(~UInt32(0)) { crc, byte in
        (0..<8).reduce(crc ^ UInt32(byte)) { value, _ in value >> 1 ^ (value & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
}

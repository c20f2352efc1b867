import LiangzhengCore
import LiangzhengModels
import SwiftUI

/// The page's picture, clock and code in their places, and a silent box for each text where it stands.
struct LicensePicture: View {
    let model: LicenseModel
    let page: LicenseModel.Page

    var body: some View {
        GeometryReader { space in
            let scale = space.size.width / CGFloat(page.pixels.width)
            ZStack(alignment: .topLeading) {
                if let picture = PlatformImage.rgba(page.pixels.rgba, page.pixels.width, page.pixels.height) {
                    picture.resizable().accessibilityHidden(true)
                }
                if let tile = model.clock?.tile,
                    let hands = PlatformImage.rgba(tile.rgba, tile.rect.width, tile.rect.height)
                {
                    hands.resizable().accessibilityHidden(true).placed(tile.rect, scale)
                }
                if let showing = model.showing, page.pixels.code.width > 0 {
                    CodeSlot(code: model.code, why: why(showing), name: model.words.code)
                        .placed(page.pixels.code, scale)
                }
                ForEach(page.text.indices, id: \.self) { index in
                    SpokenText(text: page.text[index], now: model.clock?.tile.spoken, scale: scale)
                }
            }
        }
        .aspectRatio(CGFloat(page.pixels.width) / CGFloat(page.pixels.height), contentMode: .fit)
        .clipShape(RoundedRectangle(cornerRadius: 16))
        .accessibilityElement(children: .contain)
        .accessibilityLabel(model.words.page)
    }

    private func why(_ showing: LicenseModel.Showing) -> String {
        if model.question != nil || showing.waits == .question { return model.words.asking }
        if showing.waits == .phoneUnlock { return model.words.unlockFirst }
        return showing.trouble.map { "\($0.title)\n\($0.next)" } ?? model.words.codeComes
    }
}

private struct SpokenText: View {
    let text: PageText
    let now: String?
    let scale: CGFloat

    /// The core's name for the text that the clock shows.
    private static let clock = "now"

    var body: some View {
        Color.clear
            .placed(text.rect, scale)
            .accessibilityElement(children: .ignore)
            .accessibilityLabel(text.label.isEmpty ? spoken : "\(text.label): \(spoken)")
            .accessibilityAddTraits(text.heading ? .isHeader : [])
    }

    private var spoken: String { text.field == Self.clock ? now ?? text.spoken : text.spoken }
}

/// The code; or, on the same white, why there is none just now.
private struct CodeSlot: View {
    let code: LicenseModel.ShownCode?
    let why: String
    let name: String

    var body: some View {
        if let code {
            CodeTile(code: code).accessibilityLabel(name)
        } else {
            Text(why).font(.callout).foregroundStyle(Color.black).multilineTextAlignment(.center)
        }
    }
}

/// Whole pixels for every module, centred on white with its quiet zone.
private struct CodeTile: View {
    let code: LicenseModel.ShownCode

    var body: some View {
        Canvas { context, size in
            context.fill(Path(CGRect(x: 0, y: 0, width: size.width, height: size.height)), with: .color(.white))
            let module = max(1, (min(size.width, size.height) / CGFloat(code.side + 8)).rounded(.down))
            let left = ((size.width - module * CGFloat(code.side)) / 2).rounded()
            let top = ((size.height - module * CGFloat(code.side)) / 2).rounded()
            let ink: Color = code.look == .mustNotDrive ? .red : .black
            for y in 0..<code.side {
                for x in 0..<code.side where code.isDark(x: x, y: y) {
                    let square = CGRect(
                        x: left + CGFloat(x) * module, y: top + CGFloat(y) * module, width: module, height: module)
                    context.fill(Path(square), with: .color(ink))
                }
            }
        }
    }
}

extension View {
    /// In its place on the page, whatever the size that the page has on the screen.
    fileprivate func placed(_ rect: PixelRect, _ scale: CGFloat) -> some View {
        frame(width: CGFloat(rect.width) * scale, height: CGFloat(rect.height) * scale)
            .offset(x: CGFloat(rect.x) * scale, y: CGFloat(rect.y) * scale)
    }
}

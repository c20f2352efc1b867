import Foundation
import LiangzhengCore

extension LicenseModel {
    /// What the screen shows.
    public enum Screen: Equatable {
        case opening
        /// Page and what stands around it.
        case page(Page)
        /// No page: the core says why, and what to do next.
        case words(LicensePart, office: OfficePart?)
        case failed(Problem)
    }

    /// The side or view of the license that is looked at.
    public enum PageView: Equatable, Sendable { case front, back, check, checkTurned }

    /// One drawn page. Pixels are told apart by their key: bytes are never compared.
    public struct Page: Equatable {
        public var part: LicensePart
        public var pixels: PagePixels
        public var text: [PageText]

        public static func == (one: Page, other: Page) -> Bool {
            one.part == other.part && one.pixels.key == other.pixels.key && one.text == other.text
        }
    }

    /// The clock of the page as it ticks, and how it is spoken.
    public struct Clock: Equatable {
        public var tile: ClockTile

        public static func == (one: Clock, other: Clock) -> Bool {
            one.tile.spoken == other.tile.spoken && one.tile.rect == other.tile.rect
        }
    }

    /// A showing under way: a code on the screen, or what it waits for; `trouble` is what keeps a code from coming.
    public struct Showing: Equatable {
        public var code: ShownCode?
        public var waits: WaitFor?
        public var trouble: Problem?
        public var still = false
    }

    /// A code on the screen, until it dies.
    public struct ShownCode: Equatable {
        public var id: UInt64
        public var side: Int
        public var modules: Data
        public var look: LicenseLook

        public static func == (one: ShownCode, other: ShownCode) -> Bool { one.id == other.id }

        /// Whether a module is dark; rows follow each other without padding, most significant bit first.
        public func isDark(x: Int, y: Int) -> Bool {
            let bit = y * side + x
            return modules[modules.startIndex + bit / 8] & (0x80 >> (bit % 8)) != 0
        }
    }

    /// A verifier's question, from the driver's wish to answer one up to his yes or no.
    public enum QuestionStep: Equatable {
        /// How does it reach the phone: by camera, or by six digits?
        case how
        /// Six digits are being typed.
        case digits
        case asked(Asked)
    }

    /// Somebody asks. `asker` comes first; `purpose` is absent if the policy does not know it; `shares` names the data.
    public struct Asked: Equatable {
        public var id: UInt64
        public var asker: String
        public var purpose: String?
        public var shares: String
        public var asksPoints: Bool
    }
}

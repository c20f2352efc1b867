import Foundation
import LiangzhengCore
import Testing

@Suite struct FacadeTests {
    @Test func theCoreTellsItsVersion() throws {
        #expect(try version().split(separator: ".").count == 3)
    }

    @Test(arguments: Code.allCases)
    func everyCodeIsExplainedInBothLanguages(_ code: Code) throws {
        for language in [Language.zhHans, .en] {
            let problem = try problemOf(code: code, language: language)
            #expect(problem.code == code)
            #expect(!problem.title.isEmpty && !problem.body.isEmpty && !problem.next.isEmpty)
        }
    }

    @Test func theCodeOfAnErrorIsTheOneToBeExplained() throws {
        #expect(try codeOf(error: CoreError.NotNow(code: .unlockFirst)) == .unlockFirst)
        #expect(try codeOf(error: CoreError.Cancelled) == .stoppedByYou)
    }
}

import LiangzhengCore

/// The words that belong to the app: its buttons, and what its pictures are called. Rules and states speak through the core.
public struct Words: Equatable, Sendable {
    public var showCode, hideCode, newCode, answer, answerQuestion, scan, digits, digitsHint, next, cancel: String
    public var agree, refuse, pointsToo, asks: String
    public var mainSide, secondSide, checkView, turnAround, turnBack, largePrint, holdStill, portrait: String
    public var page, code, codeComes, unlockFirst, asking, again, understood, opening: String

    /// The words of a language that the core speaks.
    public static func of(_ language: Language) -> Words {
        switch language {
        case .zhHans: chinese
        case .en: english
        }
    }

    private static let chinese = Words(
        showCode: "亮码", hideCode: "收起", newCode: "换码", answer: "回答", answerQuestion: "回答提问", scan: "扫对方的码",
        digits: "输入六位数字", digitsHint: "对方念出的六位数字", next: "下一步", cancel: "取消",
        agree: "同意", refuse: "不同意", pointsToo: "一并给出记分", asks: "想查看您的驾驶证",
        mainSide: "正页", secondSide: "副页", checkView: "查验", turnAround: "转给对方看", turnBack: "转回来",
        largePrint: "大字", holdStill: "静止", portrait: "出示照片",
        page: "电子驾驶证", code: "查验二维码", codeComes: "正在生成", unlockFirst: "请先解锁手机",
        asking: "等待您的回答", again: "再试一次", understood: "知道了", opening: "正在打开")

    private static let english = Words(
        showCode: "Show code", hideCode: "Hide code", newCode: "New code", answer: "Answer",
        answerQuestion: "Answer a question", scan: "Scan their code", digits: "Type six digits",
        digitsHint: "The six digits that they read out",
        next: "Next", cancel: "Cancel",
        agree: "Agree", refuse: "Refuse", pointsToo: "Show my points as well",
        asks: "would like to see your license",
        mainSide: "Front", secondSide: "Back", checkView: "Check", turnAround: "Turn around",
        turnBack: "Turn back", largePrint: "Large print", holdStill: "Still code", portrait: "Show portrait",
        page: "Electronic driver’s license", code: "Code to be checked", codeComes: "One moment",
        unlockFirst: "Unlock the phone first", asking: "Waiting for your answer", again: "Try again",
        understood: "Understood", opening: "Opening")
}

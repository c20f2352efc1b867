package liangzheng.ui

import androidx.compose.runtime.Immutable
import androidx.compose.runtime.staticCompositionLocalOf
import liangzheng.core.Language

/** The words that belong to the app: its buttons, and what its pictures are called. Rules and states speak through the core. */
@Immutable
class Words private constructor(
    val showCode: String,
    val hideCode: String,
    val newCode: String,
    val answer: String,
    val answerQuestion: String,
    val scan: String,
    val digits: String,
    val digitsHint: String,
    val next: String,
    val cancel: String,
    val agree: String,
    val refuse: String,
    val pointsToo: String,
    val asks: String,
    val mainSide: String,
    val secondSide: String,
    val checkView: String,
    val turnAround: String,
    val turnBack: String,
    val largePrint: String,
    val holdStill: String,
    val portrait: String,
    val page: String,
    val code: String,
    val codeComes: String,
    val unlockFirst: String,
    val asking: String,
    val again: String,
    val understood: String,
    val opening: String,
    val chosen: String,
) {
    companion object {
        private val chinese = Words(
            showCode = "亮码",
            hideCode = "收起",
            newCode = "换码",
            answer = "回答",
            answerQuestion = "回答提问",
            scan = "扫对方的码",
            digits = "输入六位数字",
            digitsHint = "对方念出的六位数字",
            next = "下一步",
            cancel = "取消",
            agree = "同意",
            refuse = "不同意",
            pointsToo = "一并给出记分",
            asks = "想查看您的驾驶证",
            mainSide = "正页",
            secondSide = "副页",
            checkView = "查验",
            turnAround = "转给对方看",
            turnBack = "转回来",
            largePrint = "大字",
            holdStill = "静止",
            portrait = "出示照片",
            page = "电子驾驶证",
            code = "查验二维码",
            codeComes = "正在生成",
            unlockFirst = "请先解锁手机",
            asking = "等待您的回答",
            again = "再试一次",
            understood = "知道了",
            opening = "正在打开",
            chosen = "已选",
        )
        private val english = Words(
            showCode = "Show code",
            hideCode = "Hide code",
            newCode = "New code",
            answer = "Answer",
            answerQuestion = "Answer a question",
            scan = "Scan their code",
            digits = "Type six digits",
            digitsHint = "The six digits that they read out",
            next = "Next",
            cancel = "Cancel",
            agree = "Agree",
            refuse = "Refuse",
            pointsToo = "Show my points as well",
            asks = "would like to see your license",
            mainSide = "Front",
            secondSide = "Back",
            checkView = "Check",
            turnAround = "Turn around",
            turnBack = "Turn back",
            largePrint = "Large print",
            holdStill = "Still code",
            portrait = "Show portrait",
            page = "Electronic driver’s license",
            code = "Code to be checked",
            codeComes = "One moment",
            unlockFirst = "Unlock the phone first",
            asking = "Waiting for your answer",
            again = "Try again",
            understood = "Understood",
            opening = "Opening",
            chosen = "chosen",
        )

        /** The words of a language that the core speaks. */
        fun of(language: Language) = when (language) {
            Language.ZH_HANS -> chinese
            Language.EN -> english
        }
    }
}

/** The words in use below here. */
internal val LocalWords = staticCompositionLocalOf { Words.of(Language.ZH_HANS) }

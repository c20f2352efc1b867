package liangzheng.ui

/** The words that belong to the app: its buttons, and what its pictures are called. Rules and states speak through the core. */
internal object Buttons {
    const val SHOW_CODE = "亮码"
    const val HIDE_CODE = "收起二维码"
    const val MAIN_SIDE = "看正页"
    const val SECOND_SIDE = "看副页"
    const val LARGE_PRINT = "大字"
    const val PAGE = "电子驾驶证"
    const val CODE = "查验二维码"
    const val AGAIN = "再试一次"
    const val UNDERSTOOD = "知道了"
    const val OPENING = "正在打开"
}

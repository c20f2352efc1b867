### Photo checks: the hint for each check (photo-check-), its short name (photo-name-), guidance, errors.
### A hint says what is wrong, then what to do. It is shown and spoken.

## Hints

photo-check-capture-live = 这张照片不是刚用本应用拍的。请用本应用的相机重新拍照。
photo-check-date-recent = 这张照片拍摄已超过6个月。请换一张近6个月内的证件照。
photo-check-face-found = 没有找到人脸。请正对镜头，让头部进入轮廓线内。
photo-check-face-single = 画面里不止一个人。请其他人离开画面。
photo-check-face-resolution = 人脸太小，细节不够。请走近一些或换一张更大的照片。
photo-check-face-size = 头部大小与轮廓线不符。请调整距离。
photo-check-face-size-closer = 请走近一些，让头部填满轮廓线。
photo-check-face-size-farther = 请退后一些，让整个头部进入轮廓线。
photo-check-face-centred = 头部没有居中。请把头部对准轮廓线。
photo-check-face-centred-left = 请把手机稍微向左移。
photo-check-face-centred-right = 请把手机稍微向右移。
photo-check-face-centred-up = 请把手机稍微抬高。
photo-check-face-centred-down = 请把手机稍微放低。
photo-check-head-room = 头顶离画面上边太近。请把手机稍微抬高或退后一些。
photo-check-pose-roll = 头歪了。请把头摆正。
photo-check-pose-yaw = 脸转向了一侧。请正对镜头。
photo-check-pose-pitch = 头抬得太高或太低。请平视镜头。
photo-check-light-wall = 画面太暗。请到更亮的地方，或打开灯。
photo-check-light-over = 光线太强，脸上有些地方发白。请避开强光。
photo-check-light-face = 脸部光线偏暗。请让光从前面照过来。
photo-check-light-even = 脸的一侧比另一侧暗。请让光从正前方照过来。
photo-check-sharpness = 照片模糊。请拿稳手机，擦净镜头，再拍一次。
photo-check-background-white = 背景不是白色。请站到白墙前面。
photo-check-background-even = 背景上有影子、花纹或物品。请离墙远一点，换一面干净的白墙。
photo-check-colour-natural = 脸色偏色。请换成自然光或白光。
photo-check-colour-monochrome = 这是黑白照片。请用彩色照片。
photo-check-picture-compressed = 照片压缩得太厉害。请用原图。
photo-check-pose-shoulders = 双肩不平。请坐直，双肩放平。
photo-check-clothes-dark = 衣服颜色太浅。请穿深色衣服。
photo-check-eyes-open = 眼睛好像闭上了。请睁开眼睛再拍一次。
photo-check-expression = 请保持自然的表情。
photo-check-picture-recaptured = 这张照片好像是翻拍的屏幕、证件或旧照片。请直接拍本人。
photo-check-face-real = 请直接拍本人，不要用画像。
photo-check-hat = 请摘下帽子。
photo-check-mask = 请摘下口罩。
photo-check-sunglasses = 请摘下墨镜。平时戴的透明眼镜可以戴。
photo-check-hair-ears = 请把头发别到耳后，不要遮住脸和耳朵。
photo-check-hair-tidy = 请把头发理整齐。
photo-check-make-up = 请不要化浓妆。
photo-check-uniform = 请不要穿制服。
photo-check-ornaments = 请摘下围巾和饰物。
photo-check-dress = 请穿着整齐得体。
photo-check-gesture = 请不要做手势，也不要摆姿势。
photo-check-text = 画面里不要有违背公序良俗的文字、数字或标志。
photo-check-lawful = 照片内容必须合法。
photo-check-retouch = 请用没有修过的原图，不要美颜。
photo-check-composite = 请不要用合成照片。

## Short names

photo-name-capture-live = 现场拍摄
photo-name-date-recent = 近6个月内拍摄
photo-name-face-found = 有人脸
photo-name-face-single = 只有一个人
photo-name-face-resolution = 人脸清晰度足够
photo-name-face-size = 头部大小
photo-name-face-size-closer = 请走近一些
photo-name-face-size-farther = 请退后一些
photo-name-face-centred = 头部居中
photo-name-face-centred-left = 手机向左移
photo-name-face-centred-right = 手机向右移
photo-name-face-centred-up = 手机抬高
photo-name-face-centred-down = 手机放低
photo-name-head-room = 头顶留空
photo-name-pose-roll = 头部端正
photo-name-pose-yaw = 脸正对镜头
photo-name-pose-pitch = 不仰头不低头
photo-name-light-wall = 光线充足
photo-name-light-over = 没有过曝
photo-name-light-face = 脸部光线
photo-name-light-even = 脸部光线均匀
photo-name-sharpness = 清晰
photo-name-background-white = 白色背景
photo-name-background-even = 背景干净无影
photo-name-colour-natural = 颜色自然
photo-name-colour-monochrome = 彩色照片
photo-name-picture-compressed = 画质足够
photo-name-pose-shoulders = 双肩水平
photo-name-clothes-dark = 深色衣服
photo-name-eyes-open = 眼睛睁开
photo-name-expression = 表情自然
photo-name-picture-recaptured = 不是翻拍
photo-name-face-real = 真人照片
photo-name-hat = 免冠
photo-name-mask = 不戴口罩
photo-name-sunglasses = 不戴墨镜
photo-name-hair-ears = 头发不遮脸和耳朵
photo-name-hair-tidy = 头发整齐
photo-name-make-up = 不化浓妆
photo-name-uniform = 不穿制式服装
photo-name-ornaments = 不戴围巾饰物
photo-name-dress = 衣着得体
photo-name-gesture = 没有手势
photo-name-text = 没有不当文字标志
photo-name-lawful = 内容合法
photo-name-retouch = 没有修图
photo-name-composite = 不是合成照片

## Guidance and standing

photo-guide-hold-still = 很好，请保持不动。
photo-guide-ready = 可以拍了。
photo-unknown = 手机无法判断，由审核人员查看。
photo-standing-good = 没有发现问题，最后由审核人员决定。
photo-standing-doubtful = 这张照片可能会被退回。建议先改正再提交。
photo-standing-refused = 这张照片不能提交。

## Errors

photo-not-a-picture = 这个文件不是照片。请选一张 JPG 或 PNG 照片。
photo-heic = 这张照片是 HEIC 格式，无法直接读取。请在相机设置里改用 JPG，或重新拍一张。
photo-too-many-bytes = 照片文件太大。请换一张小一些的照片。
photo-too-many-pixels = 照片尺寸太大。请换一张普通相机拍的照片。
photo-too-few-pixels = 照片尺寸太小。请换一张大一些的照片。
photo-damaged = 照片文件已损坏。请换一张照片。
photo-unsupported = 这种照片格式无法读取。请选一张 JPG 或 PNG 照片。
photo-short-buffer = 相机画面不完整。请再试一次。
photo-no-quality-fits = 照片无法存成所需的大小。请换一张照片。
photo-not-live = 这次拍摄已失效。请重新拍照。
photo-decoder = 照片无法读取。请换一张照片。

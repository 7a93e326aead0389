# Mayfly bằng tiếng Việt. Ghi chú về từng phần nằm trong en.ftl.

language-name = Tiếng Việt
language-direction = ltr

## Khoảng thời gian

times-now = vừa xong
times-seconds = { $count } giây
times-minutes = { $count } phút
times-hours = { $count } giờ
times-days = { $count } ngày

## Dùng chung

app-name = Mayfly
app-starting = Đang mở hộp thư của bạn…
app-dismiss = Bỏ qua
app-cancel = Huỷ
app-close = Đóng
app-back = Quay lại
app-service-says = Dịch vụ phản hồi: “{ $words }”

## Trang đầu tiên

welcome-title = Thư đến rồi đi
welcome-lead = Một cú nhấp là có địa chỉ dùng tạm, thư hiện ngay trong cửa sổ này, mã xác minh vào thẳng bảng nhớ tạm.
welcome-key = Khoá API
welcome-key-hint = Mật khẩu dành cho chương trình, lấy ở trang tài khoản tại tempmailg.com. Được giữ trong chùm khoá của hệ thống.
welcome-key-hint-session = Mật khẩu dành cho chương trình, lấy ở trang tài khoản tại tempmailg.com. Chỉ được giữ cho đến khi thoát Mayfly.
welcome-key-missing = Vui lòng dán khoá API trước.
welcome-get-key = Chưa có khoá? Lấy khoá…
welcome-show-key = Hiện khoá
welcome-hide-key = Ẩn khoá
welcome-advanced = Nâng cao
welcome-base-url = URL gốc của API
welcome-base-url-hint = Bỏ trống để dùng URL mặc định.
welcome-proxy = Proxy…
welcome-connect = Kết nối
welcome-connecting = Đang kiểm tra khoá…
welcome-or = hoặc
welcome-demo = Dùng thử bản demo
welcome-demo-starting = Đang mở bản demo…
welcome-demo-hint = Không cần khoá, không cần mạng: chỉ có thư mẫu trên máy này.

## Khi không dùng được chùm khoá

blocked-retry = Thử lại
blocked-session = Chỉ dùng trong phiên này
blocked-session-hint = Nếu chọn “Chỉ dùng trong phiên này”, bạn có thể bắt đầu ngay, nhưng khoá, địa chỉ và thư sẽ mất khi thoát Mayfly.
blocked-start-beside = Bắt đầu mới bên cạnh
blocked-start-beside-hint = Với “Bắt đầu mới bên cạnh” bạn làm việc được ngay; thư cũ được giữ nguyên và tự mở khi có lại khoá. Khi đó bạn có thể nhận cả những gì đã tạo trong thời gian này.
blocked-quit = Thoát
blocked-waiting = Mayfly tự chạy tiếp ngay khi đọc được chùm khoá.

## Danh sách địa chỉ

inboxes-title = Địa chỉ
inboxes-create = Địa chỉ mới
inboxes-creating = Đang tạo địa chỉ…
inboxes-choose-name = Chọn tên…
inboxes-ended = Đã kết thúc
inboxes-all-mail = Tất cả thư
inboxes-empty-title = Chưa có địa chỉ nào
inboxes-empty-hint = Hãy tạo một địa chỉ: nó được sao chép ngay, sẵn sàng để dán vào biểu mẫu.
inboxes-unread = { $count } thư chưa đọc
inboxes-copy = Sao chép { $address }
inboxes-more = Thao tác khác với { $address }
inboxes-menu-copy = Sao chép địa chỉ
inboxes-menu-convert = Đổi tên…
inboxes-menu-mute = Tắt thông báo
inboxes-menu-unmute = Bật thông báo
inboxes-muted = Đã tắt thông báo: không báo khi có thư mới
inboxes-menu-delete = Xoá…
inboxes-menu-remove = Gỡ khỏi danh sách
inboxes-menu-select = Chọn
inboxes-menu-deselect = Bỏ chọn
inboxes-select = Chọn { $address }
inboxes-selection-tools = Các địa chỉ đã chọn
inboxes-copy-selected = Sao chép các địa chỉ
inboxes-time-left = Còn { $duration }
inboxes-ending = Đang kết thúc…
inboxes-no-end = Không rõ thời hạn
inboxes-reported-gone = Bị báo là không còn
inboxes-expired = Đã hết hạn
inboxes-expired-ago = Hết hạn { $ago }
inboxes-replaced = Đã được thay thế
inboxes-deleted = Đã xoá
inboxes-menu-label = Nhãn…
inboxes-menu-save = Lưu thư thành .mbox…
inboxes-menu-pin = Ghim lên đầu
inboxes-menu-unpin = Bỏ ghim
inboxes-menu-recreate = Tạo lại
inboxes-pinned = Đã ghim lên đầu
inboxes-remove-ended = Gỡ hết
inboxes-filter = Lọc địa chỉ
inboxes-no-match-title = Không có địa chỉ như vậy
inboxes-no-match-hint = Không địa chỉ hay nhãn nào có các chữ này.

## Hạn mức yêu cầu

quota-label = Số yêu cầu đã dùng
quota-used = { $used } / { $limit } yêu cầu
quota-resets = Đặt lại lúc { $moment }
quota-remaining = còn { $left }
quota-explained = Một yêu cầu là một lần hỏi dịch vụ: thư mới, nội dung một thư hoặc một địa chỉ mới. Gói của bạn cho phép một số lượng nhất định mỗi kỳ. Việc kiểm tra tự thưa dần trước khi hết yêu cầu.

## Tìm trong mọi thư

search-label = Tìm trong mọi thư
search-clear = Xoá tìm kiếm
search-results = Thư tìm thấy
search-count = { $count } thư
search-none-title = Không tìm thấy gì
search-none-hint = “gard” tìm thấy “garden”. Bạn cũng có thể dùng from:, to:, subject:, has:code, has:attachment và is:unread.

## Cửa sổ nhỏ luôn nằm trên các cửa sổ khác

pocket-title = Cửa sổ nhỏ
pocket-leave = Trở lại cửa sổ đầy đủ
pocket-no-code = Chưa có mã
pocket-no-code-hint = Mã sẽ tự hiện ở đây.
pocket-offline = Mất kết nối
pocket-key-refused = Khoá API bị từ chối
pocket-not-checking = Hiện không kiểm tra

## Nhãn của địa chỉ

label-title = Gắn nhãn cho địa chỉ
label-name = Nhãn
label-hint = Chỉ bạn thấy nhãn này. Bỏ trống để chỉ hiện địa chỉ.
label-save = Lưu

## Gọi lệnh theo tên

palette-title = Lệnh
palette-field = Nhập lệnh hoặc địa chỉ
palette-none = Không có lệnh nào phù hợp.
palette-go-to = Đến { $where }
palette-switch-to = Chuyển sang { $name }

## Tên các lệnh

commands-create = Địa chỉ mới
commands-choose-name = Chọn tên…
commands-adopt = Dùng địa chỉ bạn đã có…
commands-search = Tìm trong mọi thư
commands-refresh = Kiểm tra thư ngay
commands-copy = Sao chép địa chỉ
commands-label = Gắn nhãn cho địa chỉ…
commands-unread-only = Chỉ hiện thư chưa đọc
commands-larger = Phóng to
commands-smaller = Thu nhỏ
commands-usual-size = Cỡ bình thường
commands-settings = Cài đặt
commands-shortcuts = Phím tắt
commands-palette = Tất cả lệnh
commands-about = Giới thiệu Mayfly
commands-export = Xuất địa chỉ…
commands-import = Nhập địa chỉ…
commands-accounts = Tài khoản…
commands-add-account = Thêm tài khoản…
commands-convert = Đổi tên địa chỉ…
commands-mute = Tắt thông báo của địa chỉ
commands-unmute = Bật thông báo của địa chỉ
commands-save-mail = Lưu thư của địa chỉ thành .mbox…
commands-delete-inbox = Xoá địa chỉ…
commands-recheck-inbox = Kiểm tra lại xem địa chỉ còn tồn tại không
commands-recreate-inbox = Tạo lại địa chỉ này
commands-pin = Ghim địa chỉ lên đầu
commands-unpin = Bỏ ghim địa chỉ
commands-remove-ended = Gỡ mọi địa chỉ đã kết thúc khỏi danh sách
commands-remove-inbox = Gỡ địa chỉ khỏi danh sách
commands-mark-unread = Đánh dấu thư là chưa đọc
commands-show-plain = Hiện thư dạng văn bản thuần
commands-show-formatted = Hiện thư đầy đủ định dạng
commands-view-source = Xem mã nguồn của thư
commands-print = In thư…
commands-save-eml = Lưu thư thành .eml…
commands-save-eml-whole = Lưu thư thành .eml kèm tệp đính kèm…
commands-save-all = Lưu tất cả tệp đính kèm…
commands-delete-message = Xoá thư
commands-pause = Tạm dừng kiểm tra
commands-resume = Tiếp tục kiểm tra
commands-pocket = Cửa sổ nhỏ
commands-sign-out = Đăng xuất…

## Danh sách phím tắt

shortcuts-title = Phím tắt
shortcuts-everywhere = Ở mọi nơi
shortcuts-in-lists = Trong danh sách thư
shortcuts-move = Di chuyển trong danh sách
shortcuts-open = Mở
shortcuts-pick = Chọn hoặc bỏ chọn
shortcuts-pick-all = Chọn tất cả
shortcuts-unread = Đánh dấu chưa đọc
shortcuts-delete = Xoá
shortcuts-menu = Mở menu của thư
shortcuts-back = Quay lại hoặc đóng

## Giới thiệu Mayfly

about-title = Giới thiệu Mayfly
about-version = Phiên bản { $version }
about-licence = Giấy phép
about-data = Thư mục dữ liệu
about-show-licences = Giấy phép của các thành phần
about-licences = Làm bằng Rust, Tauri, Svelte và các thư viện của chúng, mỗi phần theo giấy phép riêng.

## Các thành phần của Mayfly

licences-title = Giấy phép
licences-lead = Mayfly dùng { $count } thành phần của người khác. Dưới đây là danh sách cùng nguyên văn giấy phép.

## Bắt đầu thế nào

first-steps-title = Cách dùng
first-steps-make = “Địa chỉ mới” tạo một địa chỉ và sao chép nó.
first-steps-use = Dán vào nơi cần địa chỉ thư. Thư sẽ tự hiện ở đây.
first-steps-read = Mã tìm thấy trong thư là một nút: nhấp một lần là sao chép.
first-steps-done = xong
first-steps-keys = liệt kê mọi việc khác Mayfly làm được.
first-steps-hide = Đã hiểu

## Danh sách thư

messages-title = Thư
messages-arrived = Thư mới từ { $sender }: { $subject }
messages-arrived-many = { $count } thư mới
messages-copy = Sao chép địa chỉ
messages-refresh = Kiểm tra thư ngay
messages-convert = Đổi tên… (thành một địa chỉ khác)
messages-label = Nhãn…
messages-delete-inbox = Xoá địa chỉ…
messages-checked = Kiểm tra { $ago }
messages-checking = Đang kiểm tra…
messages-not-checked = Chưa kiểm tra
messages-waiting-title = Đang chờ thư
messages-waiting-at = tại
messages-waiting-hint = Thư sẽ tự hiện ở đây.
messages-ask-title = Chưa có thư
messages-ask-hint = Thư chỉ được tìm khi bạn yêu cầu: nhấn “Kiểm tra ngay”.
messages-none-title = Không có thư nào ở đây
messages-none-hint = Địa chỉ này không còn nhận thư.
messages-empty-title = Thư của bạn sẽ hiện ở đây
messages-empty-hint = Trước tiên hãy tạo một địa chỉ.
messages-pick-title = Chọn một địa chỉ
messages-pick-hint = Thư của địa chỉ đó sẽ hiện ở đây.
messages-reported-gone = TempMailG báo rằng địa chỉ này không còn. Mayfly sẽ hỏi lại lúc { $at }; từ giờ đến đó không có gì bị kết thúc.
messages-reported-gone-manual = TempMailG báo rằng địa chỉ này không còn. Hãy kiểm tra lại sau một phút cho chắc; từ giờ đến đó không có gì bị kết thúc.
messages-ask-now = Hỏi ngay
messages-recheck = Kiểm tra lại
messages-recreate = Tạo lại
messages-expired = Địa chỉ này đã hết hạn.
messages-deleted = Địa chỉ này đã bị xoá.
messages-replaced = Địa chỉ này đã được đổi.
messages-kept-forever = Thư của nó vẫn ở đây cho đến khi bạn gỡ.
messages-kept-ninety-days = Thư của nó vẫn ở đây trong 90 ngày.
messages-kept-thirty-days = Thư của nó vẫn ở đây trong 30 ngày.
messages-kept-seven-days = Thư của nó vẫn ở đây trong 7 ngày.
messages-kept-until-the-end = Thư bị xoá cùng với nó, như bạn đã chọn trong cài đặt.
messages-replaced-by = Đến { $address }
messages-remove = Gỡ
messages-no-sender = Không rõ người gửi
messages-no-subject = (không có tiêu đề)
messages-unread = Chưa đọc
messages-attachments = { $count } tệp đính kèm
messages-loading = Đang tải thư…
messages-all-mail-hint = Của mọi địa chỉ, mới nhất trước
messages-filters = Bộ lọc
messages-filter-unread = Chưa đọc
messages-filter-codes = Có mã
messages-filter-files = Có tệp
messages-no-match-title = Không có thư như vậy
messages-no-match-hint = Không thư nào có đủ những gì đã chọn ở trên.
messages-show-all = Hiện tất cả
messages-sort = Sắp xếp
messages-sorts-newest = Mới nhất trước
messages-sorts-oldest = Cũ nhất trước
messages-sorts-sender = Theo người gửi
messages-sorts-subject = Theo tiêu đề
messages-list-tools = Tuỳ chọn danh sách
messages-all-read-title = Đã đọc hết
messages-all-read-hint = Địa chỉ này không có thư chưa đọc.
messages-select = Chọn { $subject }
messages-selected = Đã chọn { $count } thư
messages-select-all = Chọn tất cả
messages-clear-selection = Bỏ chọn
messages-mark-read = Đánh dấu đã đọc
messages-mark-unread = Đánh dấu chưa đọc
messages-delete-selected = Xoá…
messages-open = Mở
messages-in = trong { $where }

## Một bức thư

reading-title = Nội dung thư
reading-empty-title = Chưa mở thư nào
reading-empty-hint = Chọn một thư để đọc.
reading-to = đến { $address }
reading-misleading = Tên người gửi ghi một địa chỉ khác với địa chỉ gửi thật.
reading-copy-code = Sao chép mã { $code }
reading-open-link = Mở liên kết đến { $host }
reading-remote-images = Đã chặn { $count } ảnh từ xa
reading-trackers = { $count } ảnh có vẻ là trình theo dõi
reading-show-once = Hiện lần này
reading-show-always = Luôn hiện với người gửi này
reading-images-shown = Ảnh từ xa đang được hiện
reading-images-always = Ảnh từ xa của người gửi này luôn được hiện
reading-images-of-all = Ảnh từ xa đang được hiện, như với mọi người gửi
reading-images-missing = { $count } ảnh không tải được
reading-trackers-blocked = { $count } trình theo dõi vẫn bị chặn
reading-hide-images = Ẩn ảnh
reading-block-again = Chặn lại
reading-block-sender = Chặn với người gửi này
reading-sent-along-attached = Ảnh gửi kèm nằm trong các tệp đính kèm.
reading-sent-along-missing = Dịch vụ không chuyển ảnh gửi kèm thư này.
reading-truncated = Thư này quá dài: phần cuối không được hiện.
reading-limited-to-text = Thư này làm cửa sổ ngừng phản hồi nên chỉ hiện phần chữ.
reading-limited-to-nothing = Thư này làm cửa sổ ngừng phản hồi, kể cả ở dạng văn bản thuần.
reading-show-anyway = Vẫn hiện
reading-not-shown = Thư này không được hiện
reading-not-shown-hint = Bạn có thể lưu thư thành tệp từ trình đơn phía trên.
reading-no-text = Thư này không có nội dung.
reading-only-attachments = Thư này không có nội dung, chỉ có tệp đính kèm.
reading-frame = Nội dung thư: { $subject }
reading-delete = Xoá thư
reading-attachments = Tệp đính kèm
reading-save-short = Lưu
reading-save-all = Lưu tất cả…
reading-saved-in = Đã lưu vào { $folder }
reading-cancel-save = Dừng lưu { $name }
reading-reveal = Hiện { $name } trong thư mục
reading-reveal-short = Mở thư mục
reading-progress = Đang lưu { $name }
reading-progress-of = { $received } / { $total }
reading-dangerous = có thể chạy chương trình
reading-dangerous-hint = Loại tệp này có thể chạy chương trình. Chỉ lưu khi bạn biết chắc đó là tệp mình cần.
reading-unknown-size = không rõ kích thước
reading-save-cancelled = Đã dừng
reading-more = Thao tác khác với thư này
reading-show-plain = Hiện dạng văn bản thuần
reading-show-formatted = Hiện đầy đủ định dạng
reading-view-source = Xem mã nguồn
reading-mute-sender = Tắt thông báo của người gửi này
reading-print = In…
reading-save-eml = Lưu thành .eml…
reading-save-eml-whole = Lưu thành .eml kèm tệp đính kèm…
reading-mark-unread = Đánh dấu chưa đọc

## Câu hỏi trước khi mở liên kết

link-title = Mở liên kết này?
link-mail-title = Soạn thư?
link-phone-title = Gọi số này?
link-sms-title = Soạn tin nhắn?
link-calendar-title = Đăng ký lịch này?
link-host = Liên kết dẫn đến
link-recipient = Thư sẽ gửi đến
link-phone-number = Liên kết gọi đến
link-sms-number = Tin nhắn sẽ gửi đến
link-words = Chữ trên liên kết
link-whole = Địa chỉ đầy đủ
link-facts = Về liên kết này
link-mismatch = Chữ trên liên kết ghi một trang khác với trang mà nó dẫn đến.
link-mail-mismatch = Chữ trên liên kết ghi một địa chỉ khác với địa chỉ mà thư sẽ gửi đến.
link-number-mismatch = Chữ trên liên kết ghi một số khác với số mà nó dẫn đến.
link-punycode = Tên này dùng ký tự đặc biệt, có thể trông giống ký tự khác. Tên thật là:
link-insecure = Kết nối không được mã hoá: người khác trên mạng có thể đọc và sửa trang này.
link-strip = Bỏ tham số theo dõi
link-strip-hint = Chúng chỉ cho người gửi biết ai đã nhấp. Một số ít liên kết không hoạt động nếu thiếu chúng.
link-direct = Đi thẳng đến đích
link-direct-hint = Bỏ qua dịch vụ ghi lại lượt nhấp rồi mới chuyển bạn đi tiếp.
link-copy = Sao chép
link-copied = Đã sao chép
link-open = Mở trong trình duyệt
link-open-mail = Mở trong chương trình thư
link-open-phone = Gọi
link-open-sms = Mở trong chương trình nhắn tin
link-open-calendar = Mở trong lịch

## Tệp đính kèm xem tại chỗ

preview-open = Xem { $name } tại đây
preview-open-short = Xem tại đây
preview-loading = Đang tải tệp đính kèm…
preview-frame = Nội dung của { $name }
preview-pixels = { $width } × { $height } điểm ảnh
preview-truncated = Chỉ hiện phần đầu trong { $size }. Khi lưu sẽ lấy toàn bộ.
preview-truncated-unknown = Chỉ hiện phần đầu. Khi lưu sẽ lấy toàn bộ.
preview-actual-size = Kích thước thật
preview-fit = Vừa cửa sổ
preview-save = Lưu…
preview-same-name = trùng tên tệp khác
preview-same-name-hint = Dịch vụ tìm tệp đính kèm theo tên: thay cho tệp này, dịch vụ gửi tệp đầu tiên có tên đó.

## Mã nguồn của thư

source-title = Mã nguồn của thư
source-loading = Đang tải mã nguồn…
source-copy = Sao chép tất cả
source-copied = Đã sao chép
source-truncated = Chỉ hiện phần đầu trong { $size }. Khi sao chép sẽ lấy toàn bộ.

## Dùng địa chỉ đã tạo ở nơi khác

adopt-dialog-title = Dùng địa chỉ bạn đã có
adopt-dialog-addresses = Địa chỉ
adopt-dialog-hint = Mỗi dòng một địa chỉ; nhấn Shift+Enter để xuống dòng. Chúng phải được tạo bằng cùng khoá API: dịch vụ được hỏi thư của từng địa chỉ.
adopt-dialog-missing = Vui lòng nhập địa chỉ.
adopt-dialog-add = Thêm
adopt-dialog-checking = Đang kiểm tra…
adopt-dialog-refused = { $count } địa chỉ chưa được thêm:

## Chọn tên

name-dialog-create-title = Chọn tên
name-dialog-convert-title = Đổi địa chỉ
name-dialog-convert-note = { $address } sẽ ngừng nhận thư và được thay bằng địa chỉ mới.
name-dialog-username = Tên
name-dialog-domain = Tên miền
name-dialog-loading-domains = Đang tải tên miền…
name-dialog-no-domains = Gói của bạn không có tên miền nào để chọn.
name-dialog-yours = của bạn
name-dialog-suggest = Tên khác
name-dialog-any-domain = Tên miền bất kỳ
name-dialog-label = Nhãn (không bắt buộc)
name-dialog-label-hint = Chỉ bạn nhìn thấy.
name-dialog-preview = Địa chỉ sẽ là
name-dialog-create = Tạo địa chỉ
name-dialog-creating = Đang tạo…
name-dialog-convert = Đổi địa chỉ
name-dialog-converting = Đang đổi…
name-dialog-retry = Thử lại
name-dialog-invalid-empty = Vui lòng nhập tên.
name-dialog-invalid-characters = Chỉ dùng chữ cái a–z, chữ số, dấu chấm, dấu gạch nối và dấu gạch dưới.
name-dialog-invalid-edges = Bắt đầu và kết thúc bằng chữ cái hoặc chữ số.
name-dialog-invalid-dots = Không được có hai dấu chấm liền nhau.
name-dialog-invalid-long = Tối đa 64 ký tự.

## Câu hỏi trước khi làm việc không thể hoàn tác

confirm-delete-title = Xoá địa chỉ này?
confirm-delete-text = { $address } sẽ ngừng nhận thư ngay lập tức. Không thể hoàn tác: dịch vụ không khôi phục được địa chỉ này.
confirm-delete-action = Xoá địa chỉ
confirm-delete-inboxes-title =
    { $count ->
        [1] Xoá địa chỉ này?
       *[other] Xoá { $count } địa chỉ?
    }
confirm-delete-inboxes-text =
    { $count ->
        [1] Địa chỉ này sẽ ngừng nhận thư ngay lập tức. Không thể hoàn tác: dịch vụ không khôi phục được nó. Thư vẫn được giữ trên máy này, trừ khi cài đặt xoá thư.
       *[other] Các địa chỉ này sẽ ngừng nhận thư ngay lập tức. Không thể hoàn tác: dịch vụ không khôi phục được chúng. Thư vẫn được giữ trên máy này, trừ khi cài đặt xoá thư.
    }
confirm-delete-inboxes-ended = { $count } địa chỉ đã kết thúc được chọn sẽ bị gỡ khỏi danh sách.
confirm-delete-inboxes-action =
    { $count ->
        [1] Xoá địa chỉ
       *[other] Xoá các địa chỉ
    }
confirm-sign-out-title = Đăng xuất?
confirm-sign-out-text = Phiên này không lưu gì: địa chỉ và thư sẽ mất khi bạn đăng xuất. Không thể hoàn tác.
confirm-sign-out-kept = Để quay lại, bạn sẽ cần khoá API. Địa chỉ và thư vẫn được mã hoá và giữ trên máy này; bạn sẽ thấy lại chúng khi đăng nhập bằng cùng khoá đó.
confirm-sign-out-action = Đăng xuất
confirm-wipe-title = Xoá tất cả?
confirm-wipe-text = Mọi khoá, mọi địa chỉ và mọi thư trên máy này sẽ bị xoá. Dịch vụ không thể liệt kê lại các địa chỉ của bạn. Không thể hoàn tác.
confirm-wipe-action = Xoá tất cả
confirm-working = Đang thực hiện…
confirm-delete-messages-title =
    { $count ->
        [1] Xoá thư này?
       *[other] Xoá { $count } thư?
    }
confirm-delete-messages-text =
    { $count ->
        [1] Thư này sẽ bị xoá ở đây và trên dịch vụ. Không thể hoàn tác: dịch vụ không khôi phục được thư.
       *[other] Các thư này sẽ bị xoá ở đây và trên dịch vụ. Không thể hoàn tác: dịch vụ không khôi phục được thư.
    }
confirm-delete-messages-action = Xoá
confirm-remove-account-title = Gỡ tài khoản này?
confirm-remove-account-text = Khoá của { $name }, các địa chỉ và thư của nó sẽ bị gỡ khỏi máy này. Dịch vụ không thể liệt kê lại các địa chỉ đó. Không thể hoàn tác.
confirm-remove-account-action = Gỡ tài khoản
confirm-keep-mail-title = Xoá { $count } thư?
confirm-keep-mail-text = { $count } thư này thuộc các địa chỉ đã kết thúc và đã được giữ lâu hơn mức bạn vừa chọn. Thư sẽ bị xoá trên máy này, ở mọi tài khoản. Không thể hoàn tác.
confirm-keep-mail-action = Xoá

## Cài đặt

settings-open = Cài đặt
settings-title = Cài đặt
settings-account = Tài khoản
settings-kinds-kept = Khoá nằm trong chùm khoá của máy này; thư được lưu có mã hoá.
settings-kinds-session-only = Chỉ phiên này: không lưu gì khi thoát Mayfly.
settings-kinds-demo = Bản demo: một máy chủ nhỏ trong Mayfly với thư mẫu. Không lưu gì.
settings-service = Dịch vụ
settings-requests = Yêu cầu
settings-notifications = Thông báo khi có thư mới
settings-notifications-hint = Kèm người gửi, tiêu đề và mã, không bao giờ kèm nội dung thư.
settings-sound = Âm thanh
settings-sound-of-off = Không
settings-sound-of-codes = Với thư có mã
settings-sound-of-on = Với mọi thư mới
settings-muted-senders = Người gửi không được thông báo…
settings-close-to-tray = Tiếp tục chạy trong khay hệ thống khi đóng cửa sổ
settings-no-tray = Màn hình này không có khay hệ thống: đóng cửa sổ là thoát Mayfly.
settings-run-in-background = Tiếp tục chạy nền khi đóng cửa sổ
settings-run-in-background-hint = Thư mới vẫn được báo. Hãy khởi động lại Mayfly để xem cửa sổ.
settings-run-in-background-failed = Chưa có hiệu lực: { $reason }
settings-start-at-login = Khởi động cùng máy tính, ẩn trong khay hệ thống
settings-shortcut = Tạo địa chỉ mới từ bất cứ đâu bằng { $keys }
settings-shortcut-anywhere = Tạo địa chỉ mới từ bất cứ đâu
settings-shortcut-pending = Đã hỏi môi trường desktop về phím. Có thể nó đang hỏi bạn.
settings-shortcut-desktop-keys = Desktop gọi tổ hợp phím này là “{ $keys }”. Có thể đổi trong phần cài đặt của desktop.
settings-shortcut-no-keys = Desktop chưa gán phím nào: hãy chọn trong phần cài đặt của desktop.
settings-shortcut-hint = Địa chỉ được tạo và sao chép mà không cần mở cửa sổ.
settings-shortcut-record = Đổi phím…
settings-shortcut-recording = Nhấn tổ hợp phím mới, hoặc Esc để giữ như cũ
settings-shortcut-unusable = Hãy giữ Ctrl, Alt hoặc Super cùng một phím khác, hoặc nhấn một phím chức năng.
settings-shortcut-failed = Chưa có hiệu lực: { $reason }
settings-shortcut-retry = Thử lại
settings-copy-codes = Sao chép mã ngay khi mã đến
settings-copy-codes-hint = Mã gửi đến địa chỉ bạn sao chép gần nhất sẽ thay cho nội dung trong bảng nhớ tạm. Mayfly thông báo việc này; nút Hoàn tác đưa nội dung cũ trở lại.
settings-clear-clipboard = Xoá mã đã sao chép khỏi bảng nhớ tạm
settings-clear-never = Không bao giờ
settings-clear-after-30 = Sau 30 giây
settings-clear-after-60 = Sau 1 phút
settings-clear-after-300 = Sau 5 phút
settings-sign-out = Đăng xuất
settings-sign-out-hint = Xoá khoá của tài khoản này khỏi máy.
settings-leave-demo = Thoát bản demo
settings-leave-demo-hint = Quay lại trang đầu. Không giữ lại gì của bản demo.
settings-language = Ngôn ngữ
settings-language-system = Theo hệ thống ({ $name })
settings-theme = Giao diện
settings-themes-system = Theo hệ thống
settings-themes-light = Sáng
settings-themes-dark = Tối
settings-wipe = Xoá tất cả…
settings-wipe-hint = Mọi khoá, địa chỉ và thư trên máy này.
settings-lists = Tệp danh sách địa chỉ
settings-export = Xuất…
settings-import = Nhập…
settings-export-secrets = Kèm mật khẩu của các địa chỉ (token)
settings-export-secrets-hint = Ai có token đều đọc được thư của địa chỉ đó. Hãy cất tệp này cẩn thận.
settings-about = Giới thiệu Mayfly…
settings-group-general = Chung
settings-group-checking = Kiểm tra thư
settings-group-mail = Thư
settings-group-privacy = Riêng tư
settings-group-data = Máy này
settings-group-connection = Kết nối
settings-proxy = Proxy
settings-proxy-modes-system = Theo hệ thống
settings-proxy-modes-none = Không dùng
settings-proxy-modes-custom = Proxy riêng
settings-proxy-hints-system = Proxy trong cài đặt của màn hình làm việc, kể cả các ngoại lệ, hoặc của biến môi trường. Nếu không dùng được thì không gửi gì cả.
settings-proxy-hints-none = Luôn kết nối trực tiếp, kể cả khi hệ thống có đặt proxy.
settings-proxy-hints-custom = Mọi thứ đều đi qua proxy này. Nếu không dùng được thì không gửi gì cả. Ảnh từ xa không được tải.
settings-proxy-url = Địa chỉ
settings-proxy-url-hint = Ví dụ http://proxy.example:8080 hoặc socks5://127.0.0.1:9050. Proxy SOCKS cũng tra tên miền.
settings-proxy-username = Tên đăng nhập, nếu proxy cần
settings-proxy-password = Mật khẩu
settings-proxy-password-hint = Được giữ trong kho khoá của máy này. Bỏ trống để giữ mật khẩu cũ, nếu địa chỉ và tên không đổi.
settings-proxy-save = Dùng proxy này
settings-checking = Kiểm tra thư
settings-checkings-expected = Khi đang chờ thư
settings-checkings-sparing = Tiết kiệm
settings-checkings-on-request = Chỉ khi tôi yêu cầu
settings-checking-hints-expected = Nên dùng. Thường xuyên sau khi bạn tạo, sao chép hoặc mở một địa chỉ, rồi thưa dần khi địa chỉ không có thư. Không bao giờ vượt hạn mức của bạn.
settings-checking-hints-sparing = Thưa bằng một nửa so với cách trên. Thư và mã đến chậm hơn; hạn mức dùng được lâu hơn.
settings-checking-hints-on-request = Không kiểm tra và không thông báo gì cho đến khi bạn nhấn “Kiểm tra ngay”. Thư đến địa chỉ kết thúc trước khi được kiểm tra sẽ mất.
settings-checking-cost =
    { $checks ->
        [0] Không dùng yêu cầu nào để kiểm tra thư.
       *[other] Khoảng { $checks } trong { $left } yêu cầu còn lại sẽ dùng để kiểm tra thư nếu không có gì khác xảy ra.
    }
settings-checking-cost-until =
    { $checks ->
        [0] Không dùng yêu cầu nào để kiểm tra thư.
       *[other] Khoảng { $checks } trong { $left } yêu cầu còn lại sẽ dùng để kiểm tra thư cho đến { $moment } nếu không có gì khác xảy ra.
    }
settings-keep-mail = Giữ thư sau khi địa chỉ kết thúc
settings-keep-mails-forever = Mãi mãi
settings-keep-mails-ninety-days = 90 ngày
settings-keep-mails-thirty-days = 30 ngày
settings-keep-mails-seven-days = 7 ngày
settings-keep-mails-until-the-end = Đến khi địa chỉ kết thúc
settings-keep-mail-forever = Thư ở lại cho đến khi bạn gỡ địa chỉ khỏi danh sách.
settings-keep-mail-hint = Sau đó thư bị xoá trên máy này. Địa chỉ vẫn ở trong danh sách; địa chỉ còn nhận thư giữ nguyên thư của nó.
settings-images = Ảnh từ xa
settings-images-of-block = Chặn
settings-images-of-show = Hiện của mọi người gửi
settings-images-hints-block = Chỉ tải khi bạn cho phép, với một thư hoặc một người gửi.
settings-images-hints-show = Người gửi biết bạn đã đọc thư, đọc lúc nào, và địa chỉ IP của bạn. Trình theo dõi đã biết vẫn bị chặn.
settings-image-senders = Người gửi có ảnh luôn hiện hoặc không bao giờ hiện…
settings-replace-key = Thay khoá…

## Người gửi mà người dùng đã chọn riêng về ảnh từ xa

settings-stored-mail = Thư khác đã lưu trên máy này…

## Người gửi không được thông báo

muted-senders-title = Người gửi đã tắt thông báo
muted-senders-lead = Thư mới từ những người gửi này vẫn có trong danh sách, nhưng không có thông báo.
muted-senders-none = Chưa có. Trình đơn của thư có mục “Tắt thông báo của người gửi này”.
muted-senders-unmute = Thông báo lại thư từ { $address }

## Stored mail beside the open one

stored-mail-title = Thư khác đã lưu
stored-mail-lead = Thư mà Mayfly đã lưu trên máy này với một chùm khoá khác, hoặc từng không đọc được.
stored-mail-none = Không có.
stored-mail-loading = Đang tìm thư đã lưu…
stored-mail-show = Xem
stored-mail-last-used = Dùng lần cuối { $moment }
stored-mail-unknown-time = Không rõ dùng lần cuối khi nào
stored-mail-contents = { $addresses } địa chỉ, { $messages } thư
stored-mail-unreadable = Không đọc được: bị hỏng, hoặc chùm khoá này không có khoá của nó
stored-mail-other-key = Chùm khoá này không có khoá của nó
stored-mail-was-taken-over = Đã nhận về
stored-mail-take-over = Nhận về
stored-mail-taken-over = Đã nhận về { $addresses } địa chỉ, { $messages } thư
stored-mail-taken-over-sign-in = Đã nhận về { $addresses } địa chỉ, { $messages } thư. Hãy đăng nhập bằng khoá API của tài khoản kia để xem thư của nó.
stored-mail-open = Mở thay thế
stored-mail-delete = Xoá…
stored-mail-delete-title = Xoá thư đã lưu này?
stored-mail-delete-text = { $path } cùng các địa chỉ và thư trong đó sẽ bị xoá hẳn. Thư đang mở vẫn còn.

image-senders-title = Ảnh từ xa theo người gửi
image-senders-lead = Ảnh của những người gửi này được hiện hoặc bị chặn, dù cài đặt thế nào.
image-senders-none = Chưa có ai. Phía trên thư có ảnh từ xa, bạn có thể chọn “Luôn hiện với người gửi này”.
image-senders-loading = Đang tải người gửi…
image-senders-always = Luôn hiện
image-senders-never = Không bao giờ hiện
image-senders-forget = Bỏ lựa chọn cho { $address }
image-senders-forget-all = Bỏ tất cả

## Nhiều tài khoản

accounts-switch = Tài khoản: đang mở { $name }
accounts-title = Tài khoản
accounts-hint = Mọi tài khoản đang đăng nhập đều được kiểm tra thư, mỗi tài khoản trong hạn mức riêng.
accounts-signed-out = Đã đăng xuất
accounts-key-refused = Khoá bị từ chối
accounts-no-quota = Chưa biết số lượt gọi
accounts-add = Thêm tài khoản…
accounts-add-title = Thêm tài khoản
accounts-add-lead = Các tài khoản hiện có vẫn đăng nhập.
accounts-again-lead = { $name } đã đăng xuất. Nhập khoá để mở lại, thư vẫn còn nguyên.
accounts-rename = Đổi tên { $name }…
accounts-rename-title = Đặt tên tài khoản
accounts-name = Tên
accounts-name-hint = Để trống thì lấy tên dịch vụ.
accounts-save = Lưu
accounts-remove = Gỡ { $name }…
accounts-manage = Tài khoản…

## Dùng khoá khác

key-dialog-title = Dùng khoá khác
key-dialog-lead = Địa chỉ và thư của bạn được giữ nguyên.
key-dialog-stays = Khoá mới được kiểm tra trước. Khoá cũ vẫn dùng cho đến khi dịch vụ chấp nhận khoá mới.
key-dialog-use = Dùng khoá này
key-dialog-checking = Đang kiểm tra…

## Dải báo của bản demo

demo-badge = Bản demo: thư không có thật
demo-exit = Thoát

## Việc kiểm tra thư

sync-offline = Không kết nối được với dịch vụ từ { $since }. Sẽ thử lại lúc { $retry }.
sync-try-now = Thử ngay
sync-waiting = Dịch vụ yêu cầu chờ. Sẽ kiểm tra tiếp lúc { $until }.
sync-quota-used-up = Đã dùng hết yêu cầu của kỳ này. Sẽ kiểm tra tiếp lúc { $until }.
sync-resting = Số yêu cầu ít ỏi còn lại được để dành cho bạn. Sẽ kiểm tra tiếp lúc { $until }.
sync-saving = Đang tiết kiệm hạn mức: kiểm tra mỗi { $interval }.
sync-saving-others = Đang tiết kiệm hạn mức: kiểm tra mỗi { $interval }, địa chỉ ít thư mỗi { $slowest }.
sync-saving-no-others = Đang tiết kiệm hạn mức: kiểm tra mỗi { $interval }, địa chỉ ít thư chỉ khi bạn yêu cầu.
sync-last-look = Đang tiết kiệm hạn mức: kiểm tra một lần nữa ngay trước khi hết hạn, hoặc khi bạn yêu cầu.
sync-on-demand = Đang tiết kiệm hạn mức: chỉ kiểm tra thư khi bạn yêu cầu.
sync-paused = Đã tạm dừng kiểm tra. Thư mới chỉ hiện khi bạn cho chạy tiếp hoặc tự kiểm tra.
sync-on-request = Chỉ kiểm tra thư khi bạn yêu cầu.
sync-check-now = Kiểm tra ngay
sync-resume = Tiếp tục
sync-key-refused = Dịch vụ không còn chấp nhận khoá của bạn. Mọi thứ ở đây được giữ nguyên.
sync-new-key = Dùng khoá khác…

## Việc đã làm xong

toasts-copied = Đã sao chép { $what }
toasts-created = Địa chỉ mới: { $address }
toasts-created-copied = { $address } đã có trong bảng nhớ tạm
toasts-ends-soon = { $address } chỉ còn nhận thư tối đa hai phút nữa
toasts-ends-soon-beside = { $address } của tài khoản { $account } chỉ còn nhận thư tối đa hai phút nữa
toasts-muted = Không còn thông báo thư đến { $address }
toasts-unmuted = Đã bật lại thông báo thư đến { $address }
toasts-sender-muted = Không còn thông báo thư từ { $address }
toasts-inbox-deleted = Đã xoá { $address }
toasts-inbox-reopened = { $address } lại nhận được thư
toasts-inbox-removed = Đã gỡ { $address }
toasts-inboxes-deleted = Đã xoá { $count } địa chỉ
toasts-addresses-copied = Đã sao chép { $count } địa chỉ
toasts-inboxes-removed = Đã gỡ { $count } địa chỉ
toasts-message-deleted = Đã xoá thư
toasts-saved = Đã lưu { $name }
toasts-wiped = Đã xoá tất cả
toasts-account-removed = Đã gỡ { $name }
toasts-key-replaced = Khoá mới đã được dùng
toasts-proxy-saved = Đang dùng proxy.
toasts-messages-deleted = Đã xoá { $count } thư
toasts-undo = Hoàn tác
toasts-imported = Đã thêm { $added } địa chỉ, { $known } đã có sẵn

## Việc không làm được; lý do theo sau

failed-check = Không kiểm tra được thư gửi đến { $address }.
failed-create = Chưa tạo được địa chỉ.
failed-adopt = Chưa thêm được địa chỉ nào.
failed-save-all = Chưa lưu được các tệp đính kèm.
failed-suggest-name = Chưa gợi ý được tên.
failed-convert = Chưa đổi được địa chỉ.
failed-delete-inbox = Chưa xoá được địa chỉ.
failed-recheck-inbox = Địa chỉ vẫn ở trạng thái đã kết thúc.
failed-remove-inbox = Chưa gỡ được địa chỉ.
failed-recreate = Chưa tạo lại được { $address }.
failed-pin = Chưa ghim hoặc bỏ ghim được địa chỉ.
failed-mute = Thông báo vẫn như cũ.
failed-refresh = Không kiểm tra được thư.
failed-list = Không tải được danh sách thư.
failed-read = Không mở được thư.
failed-delete-message = Chưa xoá được thư.
failed-show-images = Không hiện được ảnh.
failed-hide-images = Không ẩn được ảnh.
failed-save = Chưa lưu được { $name }.
failed-reveal = Không mở được thư mục.
failed-link = Không mở được liên kết.
failed-preview = Không xem được { $name } tại đây.
failed-source = Không tải được mã nguồn.
failed-print = Chưa in được thư.
failed-save-message = Chưa lưu được thư.
failed-sign-out = Bạn vẫn đang đăng nhập.
failed-open-account = Tài khoản chưa được mở.
failed-remove-account = Tài khoản chưa được gỡ.
failed-wipe = Chưa xoá được tất cả.
failed-demo = Không mở được bản demo.
failed-domains = Không tải được tên miền.
failed-search = Không tìm kiếm được.
failed-restore = Chưa khôi phục được địa chỉ.
failed-mark = Dấu của thư vẫn như cũ.
failed-delete-messages = Chưa xoá được { $left } / { $all } thư.
failed-delete-inboxes = Chưa xoá được { $left } / { $all } địa chỉ.
failed-save-mailbox = Chưa lưu được thư của địa chỉ.
failed-export = Chưa lưu được danh sách.
failed-import = Không đọc được danh sách.
failed-licences = Không đọc được các giấy phép.
failed-settings = Các cài đặt vẫn như cũ.
failed-stored-mail = Thư đã lưu vẫn như cũ.
failed-image-senders = Lựa chọn về người gửi vẫn như cũ.
failed-about = Không đọc được thông tin về Mayfly.

## Lỗi, và việc nên làm trong .hint

errors-later =
    { $retryAt ->
        [none] Vui lòng thử lại sau giây lát.
       *[other] Mayfly sẽ thử lại lúc { $retryAt }.
    }

errors-invalid-key = Đây không giống khoá API.
    .hint = Hãy sao chép toàn bộ khoá từ trang tài khoản của bạn, không kèm khoảng trắng hay xuống dòng.

errors-invalid-base-url = URL gốc này không phải là địa chỉ web.
    .hint = URL gốc bắt đầu bằng https:// và thường kết thúc bằng /api.

errors-insecure-base-url = URL gốc này không được mã hoá.
    .hint = Khoá của bạn sẽ bị lộ trên đường truyền. Hãy dùng https://; chỉ có thể dùng http:// với chính máy này.

errors-invalid-username = Không thể dùng tên này trong địa chỉ.
    .hint = Chỉ dùng chữ cái, chữ số, dấu chấm, dấu gạch nối và dấu gạch dưới.

errors-invalid-domain = Không thể dùng tên miền này.
    .hint = Hãy chọn tên miền khác trong danh sách.

errors-invalid-address = Đó không phải là địa chỉ thư.
    .hint = Địa chỉ có dạng ten@example.com.

errors-too-many-addresses = Quá nhiều địa chỉ cùng một lúc.
    .hint = Mỗi lần thêm tối đa 50 địa chỉ.

errors-key-refused = Dịch vụ không chấp nhận khoá này.
    .hint = Hãy kiểm tra khoá trên trang tài khoản của bạn, hoặc dán khoá mới.

errors-not-allowed = Gói của bạn không cho phép việc này.
    .hint = Hãy chọn tên miền khác, hoặc xem gói của bạn gồm những gì.

errors-not-found = Mục này không còn trên dịch vụ.
    .hint = Nó đã hết hạn hoặc đã bị xoá. Những gì lưu ở đây vẫn còn cho đến khi bạn gỡ.

errors-inbox-reported-gone = TempMailG báo rằng địa chỉ này không còn.
    .hint =
        { $retryAt ->
            [none] Một câu trả lời có thể sai nên địa chỉ được giữ nguyên. Hãy kiểm tra lại sau một phút.
           *[other] Một câu trả lời có thể sai nên địa chỉ được giữ nguyên. Mayfly sẽ hỏi lại { $retryAt }.
        }

errors-all-inboxes-reported-gone = TempMailG báo rằng mọi địa chỉ của bạn đều không còn.
    .hint = Nhiều khả năng đó là lỗi phía dịch vụ chứ không phải địa chỉ đã hết. Không có gì bị kết thúc; Mayfly sẽ hỏi lại.

errors-refused = Dịch vụ từ chối.
    .hint = Hãy sửa điều dịch vụ không chấp nhận rồi thử lại.

errors-rate-limited = Tạm thời có quá nhiều yêu cầu.
    .hint =
        { $retryAt ->
            [none] Vui lòng chờ một lát rồi thử lại.
           *[other] Dịch vụ sẽ trả lời lại lúc { $retryAt }.
        }

errors-service-fault = Dịch vụ đang gặp sự cố.
    .hint = Không mất gì cả. { errors-later }

errors-no-service = Không có dịch vụ TempMailG nào ở URL gốc này.
    .hint = Hãy kiểm tra URL gốc trong phần Nâng cao: thường kết thúc bằng /api.

errors-unexpected-answer = Mayfly không hiểu câu trả lời của dịch vụ.
    .hint = Hãy kiểm tra URL gốc. Nếu URL đúng, có thể dịch vụ đang bảo trì: vui lòng thử lại sau.

errors-answer-too-large = Câu trả lời lớn hơn mức Mayfly chấp nhận.
    .hint = Hãy xoá các thư lớn trong hộp thư này rồi thử lại.

errors-timeout = Dịch vụ không trả lời kịp.
    .hint = Hãy kiểm tra kết nối mạng. { errors-later }

errors-tls = Kết nối không an toàn nên chưa gửi gì cả.
    .hint = Chứng chỉ của dịch vụ không hợp lệ. Hãy xem lại đồng hồ của máy, hoặc thử mạng khác.

errors-unknown-authority = Chứng chỉ của dịch vụ do một nơi mà máy này không biết cấp, nên chưa gửi gì cả.
    .hint = Có thể mạng của công ty hoặc chương trình diệt virus đang đọc kết nối. Nếu bạn tin nơi đó, hãy cài chứng chỉ gốc của họ vào máy này.

errors-web-page = Nhận được một trang web thay vì câu trả lời của dịch vụ.
    .hint = Có thể mạng này cần bạn đăng nhập trước: hãy mở một trang bất kỳ trong trình duyệt. Nếu không, hãy kiểm tra URL gốc.

errors-offline = Không kết nối được với dịch vụ.
    .hint = Hãy kiểm tra kết nối mạng. { errors-later }

errors-ipv6-only = Mạng này chỉ có IPv6, còn dịch vụ chỉ có IPv4.
    .hint = Hãy hỏi người quản lý mạng về NAT64, hoặc dùng proxy hay mạng khác.

errors-invalid-proxy =
    { $proxy ->
        [none] Không dùng được proxy đó nên chưa gửi gì cả.
       *[other] Không dùng được proxy { $proxy } nên chưa gửi gì cả.
    }
    .hint = Địa chỉ có dạng http://proxy.example:8080 hoặc socks5://127.0.0.1:9050, tên đăng nhập dài nhất 255 chữ. Xem Cài đặt, Kết nối, hoặc cài đặt của máy này.

errors-proxy-unreachable =
    { $proxy ->
        [none] Không kết nối được với proxy nên chưa gửi gì cả.
       *[other] Không kết nối được với proxy { $proxy } nên chưa gửi gì cả.
    }
    .hint = Hãy kiểm tra xem proxy có đang chạy không. Trong Cài đặt, Kết nối, bạn có thể chọn proxy khác hoặc không dùng.

errors-proxy-credentials =
    { $proxy ->
        [none] Proxy không chấp nhận tên đăng nhập và mật khẩu.
       *[other] Proxy { $proxy } không chấp nhận tên đăng nhập và mật khẩu.
    }
    .hint = Hãy nhập lại trong Cài đặt, Kết nối, mục proxy riêng.

errors-proxy-refused =
    { $proxy ->
        [none] Proxy không kết nối tới dịch vụ.
       *[other] Proxy { $proxy } không kết nối tới dịch vụ.
    }
    .hint = Có thể proxy không cho phép dịch vụ này hoặc không tới được. Hãy hỏi người quản lý proxy, hoặc thử proxy khác.

errors-proxy-settings-unavailable = Không biết được phải dùng proxy nào nên chưa gửi gì cả.
    .hint = Hãy kiểm tra cài đặt proxy và kho khoá của máy này, hoặc chọn một proxy hay không dùng trong Cài đặt, Kết nối.

errors-not-signed-in = Chưa mở tài khoản nào.
    .hint = Vui lòng nhập khoá API trước.

errors-unknown-account = Tài khoản này không còn ở đây hoặc đã đăng xuất.
    .hint = Hãy thêm lại bằng khoá của nó.
errors-account-not-opened = Không mở được một trong các tài khoản của bạn.
    .hint = Địa chỉ và thư của tài khoản đó vẫn được giữ. Hãy thoát rồi mở lại Mayfly, hoặc thêm lại tài khoản bằng khoá API của nó.

errors-key-in-use = Một tài khoản khác ở đây đang dùng khoá này.
    .hint = Hãy mở tài khoản đó, hoặc dùng một khoá khác.
errors-unknown-inbox = Địa chỉ này không còn trong danh sách.
    .hint = Hãy chọn địa chỉ khác.

errors-unknown-message = Thư này không còn ở đây.
    .hint = Thư đã bị xoá hoặc địa chỉ của nó đã bị gỡ.

errors-unknown-attachment = Tệp này không còn trong thư.
    .hint = Hãy làm mới hộp thư rồi mở lại thư.

errors-preview-unsupported-type = Mayfly không hiện loại tệp này.
    .hint = Hãy lưu tệp để mở bằng chương trình khác.

errors-preview-too-many-bytes = Ảnh lớn hơn 5 MB.
    .hint = Hãy lưu tệp để mở bằng chương trình khác.

errors-preview-too-many-pixels = Ảnh có nhiều điểm ảnh hơn mức Mayfly vẽ.
    .hint = Hãy lưu tệp để mở bằng chương trình khác, nếu bạn tin người gửi.

errors-preview-unreadable-picture = Không đọc được tệp này như một ảnh.
    .hint = Tệp bị hỏng, hoặc không phải loại tệp như tên của nó.

errors-unknown-link = Câu hỏi về liên kết này không còn hiệu lực.
    .hint = Hãy nhấp lại liên kết trong thư.

errors-images-behind-proxy = Ảnh vẫn bị chặn vì đang dùng proxy.
    .hint = Mayfly kiểm tra từng ảnh đến từ đâu; proxy sẽ che mất điều đó, còn đi vòng qua proxy có thể làm lộ địa chỉ mạng của bạn.

errors-open-failed = Không có chương trình nào trên máy này mở được liên kết.
    .hint = Hãy sao chép rồi dán vào trình duyệt.

errors-print-failed = Không mở được hộp thoại in của hệ thống.
    .hint = Hãy lưu thư thành .eml rồi in từ một chương trình thư.

errors-keychain-unavailable = Mayfly không dùng được chùm khoá của máy này.
    .hint = Khoá và thư của bạn được mã hoá nhờ chùm khoá. Hãy khởi động dịch vụ chùm khoá rồi thử lại.

errors-keychain-locked = Chùm khoá đang bị khoá.
    .hint = Hãy mở khoá rồi thử lại.

errors-store-key-missing = Không mở được thư đã lưu: thiếu khoá của nó.
    .hint =
        { $keychain ->
            [none] Chùm khoá
           *[other] Chùm khoá ({ $keychain })
        } không có khoá cho { $path ->
            [none] thư đó
           *[other] { $path }
        }. Có thể hôm nay đang dùng một chùm khoá khác. Không có gì bị thay đổi; khi có khoá, thư sẽ mở lại.

errors-other-mail-found = Có thư từ một thời gian khác.
    .hint = Mayfly đã lưu nó bên cạnh thư này trong lúc thiếu khoá. Bạn có thể nhận về.

errors-unknown-store = Thư đã lưu này không còn nữa.
    .hint = Hoặc đó chính là thư đang mở. Hãy mở lại danh sách.

errors-store-unreadable = Không đọc được thư đã lưu.
    .hint =
        { $path ->
            [none] Một phần của tệp bị hỏng; phần còn lại vẫn dùng được. Hãy lưu những gì bạn cần, rồi xoá mọi dữ liệu trong phần cài đặt để bắt đầu lại.
           *[other] Không có gì bị ghi đè: tệp cũ nằm tại { $path }. Mayfly đã tạo tệp mới.
        }

errors-store-too-new = Thư đã lưu do một bản Mayfly mới hơn ghi.
    .hint = Hãy cài bản mới hơn để mở. Không có gì bị thay đổi.

errors-store-in-use = Một Mayfly khác đang dùng thư đã lưu.
    .hint = Có thể nó được mở từ một phiên làm việc khác của bạn. Hãy đóng nó rồi thử lại. Không có gì bị thay đổi.

errors-store-failed = Mayfly không ghi được vào nơi lưu trữ.
    .hint = Hãy kiểm tra quyền ghi vào thư mục của Mayfly rồi thử lại.

errors-disk-full = Ổ đĩa đã đầy.
    .hint = Hãy giải phóng dung lượng rồi thử lại. Không có tệp ghi dở nào bị bỏ lại.

errors-file-failed =
    { $path ->
        [none] Không ghi được tệp.
       *[other] Không ghi được { $path }.
    }
    .hint = Hãy chọn thư mục khác rồi lưu lại.

errors-reveal-failed = Không có trình quản lý tệp nào mở được thư mục.
    .hint =
        { $path ->
            [none] Tệp đã được lưu.
           *[other] Tệp đã được lưu tại { $path }.
        }

errors-import-failed =
    { $path ->
        [none] Tệp này không phải là danh sách hộp thư hợp lệ.
       *[other] { $path } không phải là danh sách hộp thư hợp lệ.
    }
    .hint =
        { $problem ->
            [none] Chưa thêm gì cả. Hãy chọn tệp do Mayfly xuất ra.
           *[other] { $problem } Chưa thêm gì cả.
        }

import-faults-unopenable = Không mở được tệp.
import-faults-too-large = Tệp lớn hơn mọi danh sách địa chỉ.
import-faults-too-many = Tệp có nhiều địa chỉ hơn mức Mayfly nhập được.
import-faults-not-text = Từ dòng { $line }, cột { $column } trở đi, tệp không phải là văn bản UTF-8.
import-faults-truncated = Tệp bị cắt ngang ở dòng { $line }, cột { $column }.
import-faults-not-json = Tệp không phải là JSON hợp lệ ở dòng { $line }, cột { $column }.
import-faults-not-inbox-list = Tệp là JSON, nhưng không phải là danh sách địa chỉ.
import-faults-newer-version = Tệp do một phiên bản Mayfly mới hơn tạo ra.
import-faults-missing-field =
    { $entry ->
        [none] Danh sách, kết thúc ở dòng { $line }, thiếu “{ $field }”.
       *[other] Địa chỉ thứ { $entry }, kết thúc ở dòng { $line }, thiếu “{ $field }”.
    }
import-faults-invalid-value =
    { $entry ->
        [none] Không dùng được “{ $field }” ở dòng { $line }, cột { $column }.
       *[other] Không dùng được “{ $field }” của địa chỉ thứ { $entry } ở dòng { $line }, cột { $column }.
    }
import-faults-invalid-entry = Mục thứ { $entry } của danh sách không phải là địa chỉ, ở dòng { $line }, cột { $column }.
import-faults-invalid-address = Địa chỉ thứ { $entry } không phải là địa chỉ e-mail, ở dòng { $line }, cột { $column }.

errors-cancelled = Đã huỷ.
    .hint = Không có gì thay đổi.

errors-background-refused = Môi trường desktop không cho Mayfly chạy khi không có cửa sổ.
    .hint = Bạn có thể cho phép trong phần cài đặt của desktop. Trong lúc đó, đóng cửa sổ là thoát Mayfly.

errors-shortcut-unavailable = Môi trường desktop này không cho chương trình dùng phím riêng.
    .hint = Phần cài đặt của desktop có thể gán phím cho một lệnh: mayfly new làm cùng việc đó, mục “Địa chỉ mới” trong khay hệ thống cũng vậy.

errors-shortcut-taken = Môi trường desktop không giao tổ hợp phím này cho Mayfly.
    .hint = Có thể chương trình khác đang dùng. Hãy chọn tổ hợp khác.

errors-shortcut-invalid = Không dùng được tổ hợp phím này từ bất cứ đâu.
    .hint = Hãy giữ Ctrl, Alt hoặc Super cùng một phím khác, hoặc nhấn một phím chức năng.

errors-shortcut-refused = Môi trường desktop đã từ chối tổ hợp phím.
    .hint = Bạn có thể cho phép khi thử lại, hoặc trong phần cài đặt của desktop.

errors-shortcut-unanswered = Môi trường desktop không trả lời yêu cầu về phím.
    .hint = Phần cài đặt của desktop có thể gán phím cho một lệnh: mayfly new làm cùng việc đó.

errors-clipboard-failed = Chưa sao chép được: bảng nhớ tạm không phản hồi.
    .hint = Hãy chọn văn bản và sao chép bằng tay, hoặc thử lại.

errors-internal = Có lỗi bên trong Mayfly.
    .hint = Vui lòng thử lại. Nếu lỗi lặp lại, hãy khởi động lại ứng dụng; địa chỉ và thư của bạn vẫn được giữ.

## Khay hệ thống

tray-open = Mở Mayfly
tray-pocket = Cửa sổ nhỏ
tray-pause = Tạm dừng kiểm tra
tray-quit = Thoát
tray-copy-code = Sao chép mã "{ $code }" (từ { $from })
tray-unread = Mayfly: { $count } thư chưa đọc
tray-keychain = Mayfly đang chờ chùm khoá
tray-blocked = Mayfly không mở được thư: xem cửa sổ

## Cổng (portal) của desktop

portal-shortcut = Tạo địa chỉ mới và sao chép
portal-background-reason = Kiểm tra thư của các địa chỉ khi cửa sổ đã đóng
portal-watched =
    { $count ->
        [0] Không theo dõi địa chỉ nào
       *[other] Đang theo dõi { $count } địa chỉ
    }

## Thông báo

notification-copied = Đã có trong bảng nhớ tạm.
notification-ends-soon = Một địa chỉ sắp hết hạn
notification-ends-soon-text = Địa chỉ này chỉ còn nhận thư tối đa hai phút nữa.
notification-background = Mayfly vẫn chạy khi không có cửa sổ
notification-background-text = Mayfly kiểm tra các địa chỉ và báo thư mới. Hãy khởi động lại Mayfly để xem cửa sổ.
notification-keychain = Mayfly đang chờ mở khoá chùm khoá
notification-keychain-text = Trong lúc đó Mayfly không kiểm tra thư. Sau khi mở khoá, Mayfly tự chạy tiếp.
notification-several = { $count } thư mới
notification-more = và { $count } thư khác
notification-account = Tài khoản: { $account }
notification-code = Mã { $code }
notification-copy-code = Sao chép mã
notification-code-copied = Đã sao chép mã { $code }
notification-undo-copy = Hoàn tác

## Hộp thoại chọn tệp của hệ thống

dialog-save = Lưu thành
dialog-folder = Lưu tất cả vào một thư mục
dialog-open = Chọn tệp
dialog-window-failed = Không mở được cửa sổ của Mayfly
dialog-web-view-missing = Cửa sổ cần Microsoft WebView2 Runtime mà máy này chưa có. Hãy cài đặt từ developer.microsoft.com/microsoft-edge/webview2 rồi mở lại Mayfly.

## Chữ mà Mayfly tự thêm vào thư

frame-cut = Thư này đã bị cắt bớt vì quá dài hoặc quá phức tạp để hiện hết.
frame-quoted = Phần trích dẫn

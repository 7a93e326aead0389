//! The lexicons of languages of Southeast Asia.

use super::language_lexicon::LanguageLexicon;

pub(super) const VIETNAMESE: LanguageLexicon = LanguageLexicon {
    verification_code: "mã xác* | mã otp | mật khẩu một lần | mật khẩu dùng một lần | mật khẩu tạm* | mã kiểm tra | mã số xác* | mã bảo mật | mã đăng nhập | mã kích hoạt | mã truy cập | mã bí mật | mật mã | mã dùng một lần \
        | mã một lần | mã sử dụng một lần | mã khôi phục | mã đặt lại | mã pin | số xác* | mã định danh đăng nhập | mã smart otp | mã đăng ký | mã ủy quyền | mã 2fa \
        | mật khẩu giao dịch | khóa kích hoạt | khoá kích hoạt | mật khẩu xác*",
    ambiguous_code: "=mã | ma cua ban | ma nay | ma sau | ma la | ma gom | ma 6 | ma 4 | ma so | dãy số | chuỗi số | đoạn mã | các số sau | mã code | ma code \
        | số này | con số",
    verify: "ký hợp đồng | ký kết | ký số | ký điện tử | để ký | ký tài liệu | xác minh | xác nhận | xác thực | kích hoạt | đặt lại | khôi phục | mở khóa | thẩm định \
        | thay đổi mật khẩu | đổi mật khẩu | đổi mật mã | lấy lại | chứng minh",
    access: "đăng nhập | đăng ký | đăng kí | bảo mật | truy cập | mật khẩu | một lần | 1 lần | hai bước | hai lớp | 2 lớp | hai yếu tố | danh tính | tạm thời | thiết bị mới | tài khoản | an toàn \
        | bí mật \
        | chữ số",
    enter: "nhập | =điền | điền mã | điền vào | điền số | sử dụng | =dùng | sao chép | dán | gõ \
        | đánh | ghi | điền vào | nhập vào",
    other_number: "tra cứu | đơn hàng | mã đơn | vận đơn | hóa đơn | hoá đơn | biên nhận | theo dõi | kiện hàng | bưu kiện | =vé | yêu cầu số | mã yêu cầu | hồ sơ | tham chiếu | khách hàng | mã khách | số tài khoản | tài khoản số | stk | #=số | hợp đồng | mã giao dịch | giao dịch số | đặt chỗ | đặt phòng | chuyến bay | =ghế | =cổng | =phòng | =bàn \
        | =trang | =chương | =điều | phiên bản | =mẫu | sê-ri | serial | sản phẩm | =lỗi | bưu chính | bưu điện | =vùng | quốc gia | điện thoại | =đt | sđt | sdt | tổng đài | hotline | =gọi | liên hệ | =đuôi | kết thúc bằng | 4 số cuối | bốn số cuối | số cuối | =thẻ | mã số thuế | mst | =đường | =phố | =quận | =phường | =tầng | =lầu | =ngõ | =ngách | =hẻm \
        | giảm giá | khuyến mãi | khuyến mại | ưu đãi | =quà | quà tặng | giới thiệu | =mời | qr | =vạch | thành viên | nhân viên | sinh viên | =hơn | =dưới | =trên | =gần | =khoảng | từ năm | =năm | =tháng | =ngày | =tổng | số tiền | số dư | =giá | thanh toán số | nhận hàng | lấy hàng | cuộc họp | voucher | biển số | mã vùng | nguồn | số seri | chỉ còn | chỉ từ | mã phiếu | mã lỗi \
        | mã chuyến | mã bưu \
        | đánh giá mã | duyệt mã | mã nguồn \
        | báo danh | điểm thi | dự thi | phòng thi \
        | thông báo số | thông báo | thông tư | nghị định | công văn | quyết định \
        | vị trí \
        | số đăng ký",
    unit: "=người | =khách | =điểm | =dặm | km | kg | =bước | sản phẩm | =lượt | =phút | =giờ | =giây | =ngày | =tuần | =tháng | =năm | =trang | =chỗ | =sao | =đồng | =đ | dong | vnd | vnđ | k | tr | triệu | nghìn | ngàn | =tỷ | đánh giá | =lần | =món | =cái | =xu | =suất",
    other_code_topic: "giảm giá | được giảm | khuyến mãi | khuyến mại | ưu đãi | voucher | mã giảm | miễn phí vận chuyển | freeship | chuyến bay | đặt phòng | đặt chỗ | khách sạn | hành khách | giỏ hàng | quà tặng | hoàn tiền",
    warning: "chia sẻ | cung cấp | tiết lộ | không bao giờ | bất kỳ ai | bất cứ ai | cho ai | lừa đảo | người khác \
        | đừng nói",
    expiry: "hết hạn | hiệu lực | phút | có giá trị",
    disavowal: "nếu không phải bạn | không phải bạn | không phải là bạn | không yêu cầu | không thực hiện | bỏ qua",
    link_action: "liên kết đăng nhập | đăng nhập | hoàn tất đăng ký | chấp nhận lời mời | tạo mật khẩu | tạo mật mã | chọn mật mã | đặt mật mã | mật mã mới | bấm vào đây để xác",
};

pub(super) const THAI: LanguageLexicon = LanguageLexicon {
    verification_code: "รหัสยืนยัน | รหัส otp | รหัสotp | โอทีพี | รหัสผ่านแบบใช้ครั้งเดียว | รหัสผ่านครั้งเดียว | รหัสความปลอดภัย | รหัสรักษาความปลอดภัย | รหัสเข้าสู่ระบบ | รหัสตรวจสอบ | รหัสใช้ครั้งเดียว | รหัสแบบใช้ครั้งเดียว | รหัสยืนยันตัวตน | รหัสเปิดใช้งาน | รหัสลงทะเบียน | รหัสผ่านชั่วคราว | รหัสชั่วคราว | รหัสลับ | หมายเลขยืนยัน | รหัสการยืนยัน | รหัสพิน | รหัส pin | รหัสเข้าใช้งาน \
        | รหัสรีเซ็ต | รหัสกู้คืน | โค้ดยืนยัน | รหัสใช้งานครั้งเดียว | รหัสการเข้าสู่ระบบ \
        | รหัสเปิดใช้ | คีย์เปิดใช้งาน",
    ambiguous_code: "รหัส | โค้ด | ตัวเลขต่อไปนี้ | หมายเลขต่อไปนี้ | ตัวเลขด้านล่าง \
        | ตัวเลขนี้ | ตัวเลขเหล่านี้ | เลขชุดนี้ | หมายเลขนี้",
    verify: "ลงนาม | ยืนยัน | ตรวจสอบ | เปิดใช้งาน | อนุมัติ | รีเซ็ต | กู้คืน | ปลดล็อก | พิสูจน์ | ตั้งรหัสผ่านใหม่ \
        | เปลี่ยนรหัส | รับรอง",
    access: "เข้าสู่ระบบ | ลงชื่อเข้า | ล็อกอิน | ลงทะเบียน | สมัคร | ความปลอดภัย | เข้าใช้ | ตัวตน | รหัสผ่าน | สองขั้นตอน | 2 ขั้นตอน | สองชั้น | ชั่วคราว | อุปกรณ์ใหม่ | บัญชี | ครั้งเดียว \
        | ลับ \
        | เข้าแอป | เปิดแอป",
    enter: "กรอก | ป้อน | ใส่ | ใช้ | พิมพ์ | คัดลอก | ระบุ \
        | วาง \
        | นำ | พิมพ | คีย์",
    other_number: "คำสั่งซื้อ | ออเดอร์ | ใบสั่งซื้อ | ใบแจ้งหนี้ | ใบเสร็จ | พัสดุ | ติดตาม | จัดส่ง | ตั๋ว | เคส | อ้างอิง | ลูกค้า | เลขที่บัญชี | เลขบัญชี | เลขที่ | กรมธรรม์ | สัญญา | ธุรกรรม | การจอง | จอง | เที่ยวบิน | ที่นั่ง | ห้อง | โต๊ะ | เวอร์ชัน | รุ่น | ซีเรียล | สินค้า | ข้อผิดพลาด | ไปรษณีย์ | รหัสไปรษณีย์ | รหัสสินค้า | รหัสส่วนลด | โค้ดส่วนลด | รหัสลูกค้า | รหัสประเทศ | รหัสพัสดุ | รหัสการจอง | รหัสคูปอง | รหัสแนะนำ | รหัสนักศึกษา | รหัสพนักงาน | รหัสข้อผิดพลาด | รหัสสมาชิก | รหัสอ้างอิง | โทรศัพท์ | โทร | เบอร์ | ลงท้ายด้วย | ลงท้าย | 4 หลักสุดท้าย | บัตร | ถนน | แขวง | เขต | ซอย | ชั้น | ส่วนลด | คูปอง | โปรโมชั่น | ของขวัญ \
        | บัตรของขวัญ | เชิญ | แนะนำ | คิวอาร์ | บาร์โค้ด | สมาชิก | พนักงาน | มากกว่า | กว่า | ประมาณ | เกือบ | พ.ศ. | ค.ศ. | ปี | รวม | ยอด | จำนวน | ราคา | #หมายเลข | ผู้เสียภาษี | ประชุม \
        | รีวิวโค้ด | โค้ดรีวิว \
        | สนามสอบ | สอบ | เลขที่นั่ง | ศูนย์สอบ \
        | ประกาศ | ฉบับที่ | ครั้งที่ | ลำดับที่ | มาตรา | คำสั่งที่ \
        | #เลข | ตำแหน่ง | ใบสมัคร \
        | เลขทะเบียน",
    unit: "คน | ท่าน | นาที | ชั่วโมง | วินาที | วัน | ปี | เดือน | สัปดาห์ | บาท | คะแนน | แต้ม | กม | กิโลเมตร | ก้าว | ชิ้น | รายการ | ครั้ง | หน้า | คำ | ดอลลาร์ | ไมล์ | ที่นั่ง | น. | ราย | แห่ง | ห้อง | เมตร | กรัม",
    other_code_topic: "ส่วนลด | คูปอง | โปรโมชั่น | ลดราคา | บัตรของขวัญ | ส่งฟรี | เที่ยวบิน | การจอง | โรงแรม | ผู้โดยสาร | ตะกร้า",
    warning: "เปิดเผย | แชร์ | บอกผู้อื่น | แก่ผู้ใด | ผู้อื่น | มิจฉาชีพ | ให้ใคร | ไม่ขอ \
        | บอกใคร | ห้ามบอก",
    expiry: "หมดอายุ | มีอายุ | นาที | ใช้ได้ภายใน",
    disavowal: "หากคุณไม่ได้ | ไม่ได้ร้องขอ | ไม่ใช่คุณ | เพิกเฉย | ละเว้น",
    link_action: "ลิงก์เข้าสู่ระบบ | เข้าสู่ระบบ | ลงทะเบียนให้เสร็จ | ยอมรับคำเชิญ | ตั้งรหัสผ่าน",
};

pub(super) const INDONESIAN: LanguageLexicon = LanguageLexicon {
    verification_code: "kata sandi sekali pakai | sandi sekali pakai | kode sekali pakai | kata laluan sekali | kata sandi sementara | nomor verifikasi | kod tac | tac | kode otp | angka verifikasi | sandi sementara",
    ambiguous_code: "kode | kodenya | kod | sandi | angka berikut | nomor berikut | digit berikut \
        | angka ini | nomor ini",
    verify: "setel ulang | menyetel ulang | tetapkan semula | menetapkan semula | menetap semula | menandatangani | tanda tangan | verifikasi* | memverifikasi | diverifikasi | konfirmasi* | mengonfirmasi | aktivasi* | mengaktifkan | aktifkan | autentikasi | otentikasi | otorisasi | validasi | reset* | mengatur ulang | atur ulang | memulihkan | pemulihan | buka kunci | pengesahan | sahkan | pengaktifan \
        | mereset | pulihkan | memvalidasi | mengganti | ubah kata sandi | buktikan | verifikasikan",
    access: "masuk | login | log in | daftar | pendaftaran | mendaftar | registrasi | keamanan | akses | mengakses | identitas | kata sandi | password | dua langkah | dua faktor | sekali pakai | sementara | perangkat baru | akun* | keselamatan | akaun \
        | rahasia \
        | digit",
    enter: "masukkan | masukan | memasukkan | gunakan | pakai | ketik | ketikkan | salin | tempel | input | isi | isikan | sila masukkan \
        | tulis | tuliskan | masukin | ketiklah | isilah | menempelkan | memasukan | dimasukkan",
    other_number: "pesanan* | poskod | order* | faktur* | tagihan | struk | kuitansi | resi | pelacakan | lacak | pengiriman | paket | tiket | kasus | laporan | referensi | pelanggan | nomor rekening | rekening | no | #nomor | nomer | polis | kontrak | transaksi* | reservasi | pemesanan | booking | penerbangan | kursi | gerbang | kamar | meja | halaman | bab | pasal | versi | model | seri | produk | barang | galat | kesalahan | error | pos | area | negara | telepon | telp | hp | hubungi | berakhiran | berakhir | akhiran | 4 digit terakhir | empat digit terakhir | kartu | npwp | nik | jalan | jl | lantai | rt | rw \
        | promo* | diskon* | kupon* | voucher* | hadiah | undangan | referal | referral | qr | batang | penawaran | anggota | karyawan | lebih dari | kurang dari | hingga | hampir | sekitar | sejak | tahun | total | jumlah | saldo | harga | permintaan | pengambilan | rapat | sumber | rp | idr | gedung | kav \
        | tinjauan kode | ulasan kode \
        | peserta | ujian* | lokasi \
        | edaran | surat edaran | pengumuman | keputusan | peraturan \
        | posisi | lamaran | lowongan \
        | nomor registrasi | nomor pendaftaran | no registrasi",
    unit: "pengguna | orang | pelanggan | poin | mil | km | langkah | produk | pengikut | menit | jam | detik | hari | minggu | bulan | tahun | kata | halaman | kursi | bintang | rupiah | ulasan | kali | buah | unit | koin | ribu | juta",
    other_code_topic: "diskon* | kupon* | promo* | voucher* | potongan | kartu hadiah | gratis ongkir | ongkir | penerbangan | reservasi | pemesanan | hotel | penumpang | keranjang | checkout | cashback",
    warning: "bagikan | membagikan | siapa pun | siapapun | memberikan | berikan | jangan | tidak pernah meminta | penipuan | rahasiakan \
        | siapa siapa",
    expiry: "berlaku | kedaluwarsa | kadaluarsa | menit | kadaluwarsa",
    disavowal: "jika bukan anda | bukan anda | tidak meminta | tidak merasa | abaikan",
    link_action: "tautan masuk | masuk sekarang | selesaikan pendaftaran | terima undangan | buat kata sandi",
};

/// Mail in Tagalog mixes its words with those of English.
pub(super) const TAGALOG: LanguageLexicon = LanguageLexicon {
    verification_code: "pansamantalang password | isang beses na password | isang beses na gamit | minsanang password | kodigo ng kumpirmasyon | kodigo ng beripikasyon | isahang gamit na password | isang gamit na password",
    ambiguous_code: "kodigo | kodigong | koda | mga numerong ito | numerong ito | sumusunod na numero",
    verify: "i-verify | beripika* | i-confirm | kumpirm* | kumpirmahin | patunay* | mapatunayan | i-activate | i-reset | pagpapatunay | magpatotoo",
    access: "mag-log in | mag-login | pag-log in | pag-login | mag-sign in | mag-sign up | pag-sign in | pag-sign up | magrehistro | pagpaparehistro | seguridad | pansamantala* | bagong device | iyong account | pagkakakilanlan | makapasok | pumasok",
    enter: "ilagay | i-enter | ipasok | gamitin | i-type | kopyahin | i-paste | isulat | itype",
    other_number: "order number | numero ng order | numero ng | #numero | resibo | padala | pakete | tiket | reperensya | kustomer | telepono | tumawag | diskwento | kabuuan | halaga | presyo | balanse | reserbasyon | mahigit | halos | taong",
    unit: "piso | pesos | tao | katao | gumagamit | puntos | minuto | oras | segundo | araw | linggo | buwan | taon | piraso | beses",
    other_code_topic: "diskwento | promo* | voucher* | libreng shipping | reserbasyon | hotel | pasahero",
    warning: "huwag ibahagi | huwag itong ibahagi | huwag ibigay | huwag i-share | kanino | kaninuman | kahit kanino | sinuman | hindi kailanman | panloloko",
    expiry: "may bisa | mag-e-expire | mage-expire | valid | minuto",
    disavowal: "hindi ikaw | hindi mo hiniling | hindi mo ito hiniling | hindi ka humiling | hindi ka nag-request | huwag pansinin | balewalain",
    link_action: "mag-log in | mag-sign in | kumpletuhin ang | tapusin ang pag-sign up | tanggapin ang imbitasyon | sumali | bagong password | gumawa ng password | i-set up ang iyong account",
};

/// Burmese, Khmer and Lao.
pub(super) const SMALLER_SOUTHEAST_ASIAN: LanguageLexicon = LanguageLexicon {
    verification_code: "အတည်ပြုကုဒ် | အတည်ပြု ကုဒ် | တစ်ခါသုံး စကားဝှက် | တစ်ခါသုံးစကားဝှက် | လုံခြုံရေးကုဒ် | លេខកូដផ្ទៀងផ្ទាត់ | កូដផ្ទៀងផ្ទាត់ | លេខកូដបញ្ជាក់ | លេខសម្ងាត់ប្រើតែម្ដង | លេខសម្ងាត់ប្រើម្តង \
        | ລະຫັດຢືນຢັນ | ລະຫັດຜ່ານຄັ້ງດຽວ | ລະຫັດຜ່ານໃຊ້ຄັ້ງດຽວ | ລະຫັດຄວາມປອດໄພ | ລະຫັດ otp",
    ambiguous_code: "ကုဒ် | លេខកូដ | កូដ | ລະຫັດ",
    verify: "အတည်ပြု | ပြန်လည်သတ်မှတ် | បញ្ជាក់ | ផ្ទៀងផ្ទាត់ | កំណត់ឡើងវិញ | ຢືນຢັນ | ຕັ້ງຄ່າໃໝ່",
    access: "ဝင်ရောက် | အကောင့် | မှတ်ပုံတင် | လုံခြုံရေး | စကားဝှက် | ចូល | គណនី | ចុះឈ្មោះ | សុវត្ថិភាព | ពាក្យសម្ងាត់ | ເຂົ້າສູ່ລະບົບ | ບັນຊີ | ລົງທະບຽນ | ຄວາມປອດໄພ | ລະຫັດຜ່ານ",
    enter: "ရိုက်ထည့် | ထည့်သွင်း | បញ្ចូល | វាយ | ປ້ອນ | ໃສ່",
    other_number: "အော်ဒါ | မှာယူမှု | ဖုန်း | ការបញ្ជាទិញ | វិក្កយបត្រ | ទូរស័ព្ទ | ຄຳສັ່ງຊື້ | ໃບເກັບເງິນ | ໂທລະສັບ",
    unit: "ကျပ် | មនុស្ស | រៀល | ກີບ | ຄົນ",
    warning: "မည်သူ့ကိုမျှ | កុំចែករំលែក | ຫ້າມບອກ | ຢ່າແບ່ງປັນ",
    expiry: "မိနစ် | សក်តិសិទ្ធ | នាទី | ນາທີ",
    disavowal: "လျစ်လျူရှု | មិនអើពើ | ເມີນເສີຍ",
    link_action: "ဝင်ရောက်ရန် | ចូលគណនី | ເຂົ້າສູ່ລະບົບ",
    ..LanguageLexicon::EMPTY
};

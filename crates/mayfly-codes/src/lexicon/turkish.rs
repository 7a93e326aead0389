//! The lexicon of Turkish.

use super::language_lexicon::LanguageLexicon;

pub(super) const TURKISH: LanguageLexicon = LanguageLexicon {
    verification_code: "tek kullanımlık şifre* | tek kullanımlık parola* | tek seferlik şifre* | tek seferlik parola* | geçici şifre* | onay şifre* | sms şifre* | doğrulama numara* | güvenlik şifre* | giriş şifre* | doğrulama şifre* \
        | etkinleştirme anahtar* | aktivasyon anahtar* | erişim anahtar* | aktivasyon kod*",
    ambiguous_code: "kod | kodu | kodun | kodunu | kodunuz | kodunuzu | kodum | kodla | kodlar* | kodumuz | kodudur | kodunuzdur | şifreniz| parolanız | pin | token | rakamları | aşağıdaki sayı \
        | şu rakam* | şu sayı* | bu rakam* | bu sayıyı | bu numarayı \
        | şu kod* | kodumuzu | koddur | kodunuz*",
    verify: "imza* | doğrula* | onay* | etkinleştir* | aktivasyon | aktifleştir* | aktif et* | yetkilendir* | sıfırla* | kurtar* | kilidini aç* | teyit \
        | doğrulan* | yenile* | değiştirmek | kanıtla* \
        | kilid* | kilit*",
    access: "giriş* | oturum* | kayıt* | kaydol* | kaydın* | üyelik | güvenlik | güvenli | tek kullanımlık | tek seferlik | kimli* | şifre* | parola* | iki adımlı | iki aşamalı | iki faktör* | geçici | yeni cihaz* | hesab* | erişim* \
        | gizli \
        | girmek | girebil* | bağlan* \
        | haneli",
    enter: "girin | giriniz | gir | girerek | kullanın | kullanınız | kullan | kullanarak | yazın | yazınız | kopyala* | yapıştır* | kullanabilirsiniz \
        | yaz | yazarak | yazman* | yazmanız | yazmalı* | girmen* | girmeniz | tuşla* | ilet",
    other_number: "sipariş* | fatura* | fiş | takip | kargo* | gönderi* | bilet* | talep | vaka | referans* | ref | müşteri* | hesap no* | no | nolu | #numara* | numaralı | poliçe* | sözleşme* | işlem no* | işlem | rezervasyon* | uçuş* | koltuk | oda | masa | sayfa \
        | bölüm | madde | sürüm | versiyon | model | seri | ürün* | hata* | posta | alan | ülke | telefon* | tel | cep | arayın | ile biten | son 4 hane* | son dört hane* | kart* | vergi | vkn | tckn | mersis | sokak | sok | cadde* | cad | mahalle* | mah | kat \
        | promosyon* | indirim* | kupon* | hediye* | çek | davet* | referans | qr | kare | barkod* | kampanya* | sadakat | üye no* | personel | sicil | fazla | kadar | yaklaşık | yıl* | toplam | tutar* | bakiye | fiyat* | başvuru* | teslim* \
        | toplantı* | kaynak | adres* | kapı \
        | kod inceleme* | kod gözden* \
        | salon* | sınav* | aday* \
        | genelge* | yönetmelik* | duyuru* | karar* | kanun* \
        | pozisyon* | kadro* \
        | #sayı | #sayısı | #sayıyı | #sayısını | kayıt no | kayıt numara*",
    unit: "kullanıcı* | kişi* | müşteri* | puan* | mil | adım* | ürün* | takipçi* | görüntülen* | dakika* | dk | saat* | saniye* | gün* | hafta* | ay | yıl* | kelime | sayfa | koltuk | yıldız* | tl | lira* | yorum* | adet* | kez | numaralı | nolu | sayılı \
        | ile biten | li sipariş",
    other_code_topic: "indirim* | kupon* | kampanya* | promosyon* | hediye kart* | ücretsiz kargo | sepet* | uçuş* | rezervasyon* | otel* | yolcu* | biniş",
    warning: "paylaş* | kimse* | asla | söyleme* | vermeyin* | dolandır*",
    expiry: "geçerli* | süresi | dakika*",
    disavowal: "siz değilseniz | siz yapmadıysanız | talep etmediyseniz | sen değilsen | istemediyseniz | dikkate almay* | yok say*",
    link_action: "sihirli bağlantı | giriş yap* | oturum aç* | kaydı tamamla* | kaydını tamamla* | daveti kabul et* | şifre oluştur*",
};

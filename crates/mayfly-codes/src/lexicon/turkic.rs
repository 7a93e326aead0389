//! The lexicons of Turkic languages.

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

pub(super) const AZERBAIJANI: LanguageLexicon = LanguageLexicon {
    verification_code: "birdəfəlik parol* | birdəfəlik şifrə* | birdəfəlik kod* | təsdiq kodu* | təsdiqləmə kodu* | təhlükəsizlik kodu* | giriş kodu* | müvəqqəti parol*",
    ambiguous_code: "kod | kodu | kodunuz | kodun | kodunu | kodunuzu",
    verify: "təsdiq* | doğrula* | aktivləşdir* | bərpa* | sıfırla* | yenilə*",
    access: "giriş* | daxil ol* | qeydiyyat* | təhlükəsizlik* | birdəfəlik | parol* | şifrə* | hesab* | müvəqqəti",
    enter: "daxil edin | daxil et | yazın | istifadə edin",
    other_number: "sifariş* | faktura* | qəbz* | bağlama* | göndəriş* | bilet* | müştəri* | #nömrə* | müqavilə* | rezervasiya* | telefon* | endirim* | kupon* | cəmi | məbləğ* | qiymət*",
    unit: "manat | azn | nəfər | istifadəçi | dəqiqə | saat | gün | ay | il",
    warning: "heç kim* | paylaşmayın | bölüşməyin",
    expiry: "etibarlıdır | dəqiqə* | bitir",
    disavowal: "siz deyilsinizsə | tələb etməmisinizsə | göz ardı | nəzərə almayın",
    link_action: "daxil olun | dəvəti qəbul | komandaya qoşul* | yeni parol* | yeni şifrə*",
    ..LanguageLexicon::EMPTY
};

pub(super) const UZBEK: LanguageLexicon = LanguageLexicon {
    verification_code: "bir martalik parol* | bir martalik kod* | tasdiqlash kodi* | tasdiq kodi* | xavfsizlik kodi* | kirish kodi* | vaqtinchalik parol* | бир марталик парол* | тасдиқлаш коди*",
    ambiguous_code: "kod | kodi | kodingiz | kodni | kodingizni",
    verify: "tasdiqla* | tekshir* | faollashtir* | tiklash* | tikla* | yangila*",
    access: "kirish* | kiring | ro'yxatdan | ro‘yxatdan | xavfsizlik* | bir martalik | parol* | hisob* | akkaunt* | vaqtinchalik",
    enter: "kiriting | kiritish | yozing | foydalaning",
    other_number: "buyurtma* | chek | jo'natma* | chipta* | mijoz* | #raqam* | shartnoma* | telefon* | chegirma* | kupon* | jami | summa | narx*",
    unit: "so'm | kishi | foydalanuvchi | daqiqa | soat | kun | oy | yil",
    warning: "hech kim* | bermang | aytmang | ulashmang",
    expiry: "amal qiladi | daqiqa*",
    disavowal: "siz bo'lmasangiz | siz bo‘lmasangiz | so'ramagan bo'lsangiz | e'tiborsiz | boshlamagan bo'lsangiz",
    link_action: "kirish | taklifni qabul | jamoaga qo'shil* | yangi parol* | havolani bosing",
    ..LanguageLexicon::EMPTY
};

pub(super) const KAZAKH: LanguageLexicon = LanguageLexicon {
    verification_code: "бір реттік құпиясөз* | бір реттік құпия сөз* | бір реттік код* | растау код* | қауіпсіздік код* | кіру код* | уақытша құпиясөз*",
    ambiguous_code: "код | коды | кодыңыз | кодты | кодыңызды",
    verify: "раста* | тексер* | белсендір* | қалпына келтір* | жаңарт*",
    access: "кіру* | кіріңіз | тіркел* | тіркеу* | қауіпсіздік* | бір реттік | құпиясөз* | құпия сөз* | аккаунт* | тіркелгі*",
    enter: "енгізіңіз | енгізу | теріңіз | пайдаланыңыз | қолданыңыз",
    other_number: "тапсырыс* | чек | жөнелтілім* | билет* | #нөмір* | шарт* | телефон* | жеңілдік* | купон* | барлығы | сома* | баға*",
    unit: "теңге | адам | минут | сағат | күн | ай | жыл",
    warning: "ешкімге | бермеңіз | айтпаңыз",
    expiry: "жарамды | минут*",
    disavowal: "сіз емес болсаңыз | сұрамаған болсаңыз | елемеңіз | назар аудармаңыз",
    link_action: "кіріңіз | шақыруды қабылда* | командаға қосыл* | жаңа құпиясөз* | сілтемені басыңыз",
    ..LanguageLexicon::EMPTY
};

pub(super) const KYRGYZ: LanguageLexicon = LanguageLexicon {
    verification_code: "бир жолку сырсөз* | бир жолку код* | ырастоо код* | тастыктоо код* | коопсуздук код* | кирүү код*",
    ambiguous_code: "коду | кодуңуз | кодду | кодуңузду",
    verify: "ыраст* | тастыкт* | текшер* | активдешт* | калыбына келтир* | жаңырт*",
    access: "кирүү* | кириңиз | катто* | коопсуздук* | бир жолку | сырсөз* | купуя* | эсеп* | аккаунт*",
    enter: "киргизиңиз | жазыңыз | териңиз | колдонуңуз",
    other_number: "буйрутма* | чек | билет* | #номер* | телефон* | арзандату* | купон* | жалпы | сумма | баа*",
    unit: "сом | киши | мүнөт | саат | күн | ай | жыл",
    warning: "эч кимге | бербеңиз | айтпаңыз",
    expiry: "жарактуу | мүнөт*",
    disavowal: "сиз эмес болсоңуз | жөнөтпөгөн болсоңуз | баштабаган болсоңуз | көңүл бурбай",
    link_action: "кириңиз | чакырууну кабыл | жаңы сырсөз* | шилтемени басыңыз",
    ..LanguageLexicon::EMPTY
};

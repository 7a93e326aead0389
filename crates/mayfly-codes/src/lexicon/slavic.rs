//! The lexicons of Slavic languages.

use super::language_lexicon::LanguageLexicon;

pub(super) const POLISH: LanguageLexicon = LanguageLexicon {
    verification_code: "hasło jednorazowe | hasła jednorazowego | jednorazowe hasło | kod sms | hasło tymczasowe | tymczasowe hasło | hasło sms | smskod",
    ambiguous_code: "kod | kodu | kodem | kody | kodów | kodzie | pin | token | cyfry | następujący numer \
        | klucz | klucza | kluczem \
        | te cyfry | ten numer | tę liczbę",
    verify: "podpis* | weryfik* | potwierd* | potwierdz* | aktyw* | uwierzyteln* | autoryz* | reset* | odzysk* | odblok* | zatwierd* \
        | zreset* | zweryfik* | zaktyw* | uaktyw* | przywr* | zmian* hasła | zmienić hasło",
    access: "logow* | zalog* | logujesz | logujące* | rejestr* | zarejestr* | dostęp* | bezpiecze* | jednorazow* | tożsamo* | hasło | hasła | dwuetapow* | dwuskładnik* | tymczasow* | nowe urządzenie \
        | nowym urządzeniu | twoje konto | konta \
        | tajn* | chwilow*",
    enter: "wpisz | wpisać | wprowadź | wprowadzić | użyj | użyć | podaj | podać | przepisz | skopiuj | wklej | proszę wpisać \
        | wpisz* | wpisując | wprowadza* | przepisać | wklej* | podając | wstukaj | wstaw",
    other_number: "zamówieni* | zamówień | faktur* | paragon* | przesyłk* | paczk* | bilet* | zgłoszeni* | spraw* | referenc* | klient* | konto nr | rachun* | nr | #numer | #numeru | #numerem | polis* | umow* | transakcj* \
        | rezerwacj* | lot | lotu | miejsc* | pokój | stolik | stron* | rozdział | artykuł | wersj* | model* | seri* | produkt* | błąd | błędu | pocztow* | kierunkow* | telefon* | tel | komórk* | zadzwoń | infolini* \
        | kończąc* się | ostatnie 4 cyfry | ostatnie cztery cyfry | kart* | nip | regon | krs | pesel | ul | ulica | al | aleja | promo* | rabat* | zniżk* | kupon* | bon | bonu | voucher* | prezent* | polece* | zapros* | qr | kresk* | ofert* \
        | członk* | pracownik* | ponad | więcej niż | mniej niż | prawie | rok | roku | suma | kwot* | saldo | cen* | wniosk* | wniosek | odbior* | odbioru | spotkani* | źródłow* \
        | przegląd kodu | przeglądu kodu \
        | klucz api | klucz publiczn* | klucz licencyjn* \
        | kandydat* | egzamin* | ośrodk* | ośrodek \
        | okólnik* | zarządzeni* | rozporządz* | komunikat* | ustaw* \
        | stanowisk* | numer aplikacji | aplikacja nr \
        | #liczb* \
        | numer rejestr* | nr rejestr*",
    unit: "użytkownik* | osób | osoby | klientów | punkt* | mil | kroków | produktów | obserwując* | wyświetle* | minut* | godzin* | sekund* | dni | tygodni* | miesi* | lat | słów | stron | miejsc | gwiazd* | zł | zl | złot* | opini* | sztuk | razy | warszawa \
        | kraków | r",
    other_code_topic: "rabat* | zniżk* | promocj* | kupon* | wyprzeda* | karta podarunkowa | darmowa dostawa | lot | rezerwacj* | hotel | pasażer* | koszyk*",
    warning: "udostępni* | nie podawaj | nikomu | nigdy | ujawni* | przekazuj* | oszust* | oszuś* \
        | nie mów",
    expiry: "wygas* | ważny | ważne | minut*",
    disavowal: "jeśli to nie ty | to nie ty | nie prosi* | nie wysyła* | zignoruj | nie rozpoznajesz | nie wykonywa*",
    link_action: "magiczny link | zaloguj* | dokończ rejestrację | zaakceptuj zaproszenie | przyjmij zaproszenie | ustaw hasło",
};

pub(super) const RUSSIAN: LanguageLexicon = LanguageLexicon {
    verification_code: "одноразовый пароль | одноразового пароля | одноразовым паролем | одноразовый код | временный пароль | смс-код | sms-код | смс код | пин-код | проверочное число | временный код | контрольное число \
        | пароль для входа | пароль для подтверждения | пароль из письма",
    ambiguous_code: "код | кода | коду | кодом | коде | коды | пин | токен | цифры | комбинацию | следующее число | шифр \
        | ключ | ключа | ключом \
        | это число | этот номер | цифр \
        | кодовое слово | кодового слова",
    verify: "подписания | подписать | подписи | подтвер* | провер* | верифи* | активац* | активир* | аутентифи* | авториз* | сброс* | восстанов* | разблокир* \
        | смен* пароля | смены пароля | убедиться | удостовер*",
    access: "вход* | войти | войдите | входа | доступ* | регистр* | зарегистр* | безопасн* | одноразов* | личност* | парол* | двухфактор* | двухэтапн* | временн* | новое устройство | нового устройства | аккаунт* | учетн* запис* | учетной записи | учетную запись | личный кабинет | личного кабинета | идентифик* \
        | секретн* | разов* | времен* \
        | значн*",
    enter: "введите | ввести | введи | вводите | используйте | использовать | используй | укажите | указать | скопируйте | вставьте | наберите | впишите \
        | отправьте | пришлите \
        | скопируй | вставь \
        | введя | вбейте | вбить | напишите | набрать | набери | впиши | вставить | ввод | вводом",
    other_number: "заказ* | счет* | чек | квитанц* | накладн* | отслежив* | трек* | посылк* | отправлен* | доставк* | билет* | обращен* | заявк* | тикет | дело | дела | ссылк* | клиент* | лицевой | абонент* | № | #номер* | полис* | договор* | транзакц* | операци* | брон* | рейс* \
        | мест* | выход | номере | стол | страниц* | глав* | стать* | верси* | модел* | сери* | товар* | артикул* | ошибк* | почтов* | индекс* | телефонн* | телефон* | тел | звоните | позвоните | стран* | оканчива* | заканчива* | последние 4 цифры | последние четыре цифры | карт* | инн | кпп | огрн* | снилс \
        | ул | улиц* | д | дом | оф | офис | кв | пр-т | просп* | промо* | скидк* | купон* | подароч* | сертификат* | бонус* | реферал* | приглас* | qr | штрих* | акци* | лояльн* | сотрудник* | табельн* | более | больше | менее | около | почти | год* | итого | сумм* \
        | баланс* | цен* | получени* | выдач* | встреч* | конференц* | исходн* | закон* | налог* | ячейк* | домофон* | город* \
        | ревью кода | код-ревью | проверка кода \
        | ключ api | api-ключ | открытый ключ | лицензионн* \
        | участник* | экзамен* | пункт* \
        | приказ* | циркуляр* | постановлен* | уведомлени* № | распоряж* \
        | ваканси* \
        | регистрационный номер | рег номер | номер регистрации",
    unit: "пользовател* | человек* | клиент* | балл* | миль | км | кг | м | шаг* | товар* | подписчик* | просмотр* | минут* | мин | час* | секунд* | дней | дня | день | недел* | месяц* | лет | год* | г | слов* | страниц* | мест* | звезд* | руб* | р | ₽ | долл* | евро | отзыв* | шт* | раз | бонус* | монет*",
    other_code_topic: "скидк* | промокод* | купон* | распродаж* | акци* | подарочн* | бесплатная доставка | бесплатной доставк* | рейс* | бронир* | отел* | посадоч* | пассажир* | корзин* | выгод*",
    warning: "не сообщ* | никому | не передав* | никогда | не показыв* | не раскрыв* | мошенн* | не говорите \
        | ни слова",
    expiry: "действ* | истек* | минут* | годен",
    disavowal: "если это были не вы | не вы | вы не запрашивали | не запрашив* | не отправлял* | проигнорируйте | игнорируйте | не узна*",
    link_action: "волшебная ссылка | войти | завершить регистрацию | завершите регистрацию | принять приглашение | создать пароль | одним кликом",
};

pub(super) const UKRAINIAN: LanguageLexicon = LanguageLexicon {
    verification_code: "одноразовий пароль | одноразового пароля | одноразовим паролем | тимчасовий пароль | пін-код | смс-код | контрольне число \
        | пароль для входу | пароль для підтвердження",
    ambiguous_code: "код | коду | кодом | коді | коди | пін | токен | цифри | комбінацію | наступне число \
        | ключ | ключа | ключем \
        | це число | цей номер | цифр",
    verify: "підписання | підписати | підпису | підтвер* | перевір* | верифік* | актив* | автентиф* | авториз* | скид* | віднов* | розблок* \
        | зміни пароля | засвідч* | посвідч*",
    access: "вхід | входу | увійти | увійдіть | доступ* | реєстр* | зареєстр* | безпек* | одноразов* | особ* | парол* | двофактор* | двоетапн* | тимчасов* | новий пристрій | нового пристрою | облікового запису | обліковий запис | акаунт* | кабінет* \
        | секретн* | разов*",
    enter: "введіть | ввести | введи | використайте | використовуйте | використати | вкажіть | скопіюйте | вставте | наберіть | впишіть \
        | надішліть \
        | скопіюй | встав | уведіть \
        | ввівши | впиши | набери | набрати | вставити | вводьте | запишіть",
    other_number: "замовлен* | рахун* | чек | квитанц* | накладн* | відстежен* | посилк* | відправлен* | доставк* | квит* | звернен* | заявк* | клієнт* | абонент* | № | #номер* | поліс* | догов* | транзакц* | операці* | брон* | рейс* | місц* | стол* | сторін* | розділ | стат* \
        | версі* | модел* | сері* | товар* | артикул* | помилк* | поштов* | індекс* | телефон* | тел | дзвоніть | зателефонуйте | країн* | закінчу* | останні 4 цифри | карт* | єдрпоу | іпн | вул | вулиц* | буд | оф | кв | промо* | знижк* | купон* | подарунк* | сертифікат* | бонус* | запрош* | qr | штрих* | акці* \
        | працівник* | понад | більше | менше | близько | майже | рік | року | сума | суму | баланс* | цін* | отриман* | видач* | зустріч* | закон* | податк* | відділен* | поштомат* \
        | рев'ю коду | код-рев'ю \
        | учасник* | іспит* | пункт* \
        | наказ* | циркуляр* | постанов* | розпорядж* \
        | реєстраційний номер | номер реєстрації",
    unit: "користувач* | людей | осіб | клієнт* | бал* | миль | км | кг | кроків | товар* | підписник* | перегляд* | хвилин* | хв | годин* | секунд* | днів | дня | тижн* | місяц* | років | рік | р | слів | сторін* | місць | зір* | грн | гривень | гривні | ₴ | відгук* | шт* | разів",
    other_code_topic: "знижк* | промокод* | купон* | розпродаж* | акці* | подарунк* | безкоштовна доставка | рейс* | бронюв* | готел* | посадк* | пасажир* | кошик*",
    warning: "не повідомл* | нікому | не передав* | ніколи | не показу* | не розголош* | шахра* \
        | ні слова",
    expiry: "дійсн* | діє | термін* | хвилин*",
    disavowal: "якщо це були не ви | не ви | не запитували | не надсилали | ігноруйте | проігноруйте",
    link_action: "чарівне посилання | увійти | завершити реєстрацію | завершіть реєстрацію | прийняти запрошення | створити пароль",
};

pub(super) const CZECH: LanguageLexicon = LanguageLexicon {
    verification_code: "jednorázové heslo | jednorázového hesla | jednorázovým heslem | jednorázový kód | jednorázového kódu | dočasné heslo | dočasného hesla | sms kód | sms heslo | pin kód | aktivační klíč \
        | přístupový klíč | autorizační sms",
    ambiguous_code: "kód | kódu | kódem | kódy | kódů | číslice | tyto číslice | následující číslo | toto číslo | uvedené číslo",
    verify: "=ověř | ověřen* | ověřov* | ověřit | ověřte | potvr* | aktiv* | autoriz* | autentiz* | autentifik* | obnov* | obnově* | reset* | odblok* | odemk* | schvál* | validac* | změn* hesla | změnit heslo | změnu hesla | podpis*",
    access: "přihlá* | přihlas* | přihlášen* | registr* | zaregistr* | přístup* | bezpečn* | zabezpeč* | jednorázov* | totožnost* | identit* | heslo | hesla | heslem | dvoufázov* | dvoufaktor* | dočasn* \
        | nové zařízení | nového zařízení | účet | účtu | místný",
    enter: "zadejte | zadej | zadat | zadáním | zadáte | vložte | vlož | vložit | napište | napiš | použijte | použij | použít | opište | opiš | zkopírujte | zkopíruj | vyplňte | vyplň | uveďte | přepište",
    other_number: "objednávk* | objednáv* | faktur* | účtenk* | zásilk* | balík* | balíč* | vstupenk* | jízdenk* | reklamac* | referenč* | zákaz* | zákaznick* | číslo účtu | účet č | čís | #číslo | #čísla | #číslem \
        | pojist* | smlouv* | transakce | akci | akcí | rezervac* | letu | letenk* | sedadl* | pokoj* | stůl | stran* | kapitol* | verze | verzi | model* | výrob* | produkt* | chyb* | psč | poštovní | směrovací | předvolb* | telefon* | tel | mobil* \
        | volejte | zavolejte | končí na | končící | poslední 4 číslice | poslední čtyři | kart* | ičo | dič | ulice | ul | slev* | slevov* | promo* | poukaz* | kupon* | kupón* | dárkov* | pozvánk* | doporuč* | čárov* | qr \
        | člen* | zaměstnan* | více než | méně než | téměř | přibližně | rok | roku | roce | celkem | částk* | zůstat* | cena | ceny | cenu | vyzvedn* | výdej* | variabiln* | symbol | zdrojov* | schůzk* | přepravní",
    unit: "kč | korun | osob | uživatel* | zákazník* | bod* | minut* | hodin* | sekund* | dní | dnů | týdn* | měsíc* | stran | míst | kusů | ks | krát | produktů",
    other_code_topic: "slev* | akce | akci | akcí | akční* | kupon* | poukaz* | dárková karta | doprava zdarma | letenk* | rezervac* | hotel* | cestující* | košík* | výprodej*",
    warning: "nesděluj* | nesdělujte | nikomu | nikdy | nesdílej* | neprozra* | podvod* | nikoho | neposkytuj* | nepředáv*",
    expiry: "platí | platn* | vyprší | vypršení | minut*",
    disavowal: "pokud jste to nebyli | nebyl jste to vy | nejste to vy | nežádal* | nepožádal* | nevyžádal* | jste o něj nežádali | ignorujte | ignoruj | nepoznáváte",
    link_action: "přihlásit se | přihlaste se | dokončit registraci | dokončete registraci | přijmout pozvánku | přijměte pozvánku | přidat se | připojte se | připojit se | nastavit heslo | nastavte si heslo | nové heslo | vytvořit heslo | nastavit účet",
};

pub(super) const SLOVAK: LanguageLexicon = LanguageLexicon {
    verification_code: "jednorazové heslo | jednorazového hesla | jednorazovým heslom | jednorazový kód | jednorazového kódu | dočasné heslo | sms kód | pin kód | aktivačný kľúč",
    ambiguous_code: "kód | kódu | kódom | kódy | kódov | číslice | tieto číslice | nasledujúce číslo | toto číslo | uvedené číslo",
    verify: "overen* | overov* | overiť | overte | =over | potvrď* | potvrd* | potvrden* | aktiv* | autoriz* | autentif* | obnov* | reset* | odblok* | odomk* | schvál* | zmen* hesla | zmeniť heslo | zmenu hesla | podpis*",
    access: "prihlás* | prihlas* | prihlásen* | registr* | zaregistr* | prístup* | bezpečn* | zabezpeč* | jednoraz* | totožnos* | identit* | heslo | hesla | heslom | dvojfaktor* | dvojstupň* | dvojfázov* | dočasn* \
        | nové zariadenie | nového zariadenia | účet | účtu | miestny",
    enter: "zadajte | zadaj | zadať | zadaním | vložte | vlož | vložiť | napíšte | napíš | použite | použi | použiť | odpíšte | skopírujte | skopíruj | vyplňte | vyplň | uveďte | prepíšte",
    other_number: "objednávk* | objednáv* | faktúr* | účtenk* | zásielk* | balík* | balíč* | vstupenk* | lístok | lístk* | reklamáci* | referenč* | zákazn* | #číslo | #čísla | #číslom | poist* | zmluv* | transakci* \
        | rezerváci* | letu | sedadl* | izb* | stôl | stran* | verzi* | model* | výrob* | produkt* | chyb* | psč | poštové | smerovacie | predvoľb* | telefón* | tel | mobil* | volajte | zavolajte | končí na | posledné 4 číslice \
        | kart* | ičo | dič | ulica | ul | zľav* | promo* | poukáž* | poukaz* | kupón* | darčekov* | pozvánk* | čiarov* | qr | člen* | zamestnan* | viac ako | menej ako | takmer | približne | rok | roku | spolu | suma | sumu \
        | zostat* | cena | ceny | cenu | vyzdvih* | výdaj* | variabiln* | symbol | zdrojov* | stretnuti*",
    unit: "osôb | používateľ* | zákazník* | bod* | minút* | hodín* | sekúnd* | dní | týžd* | mesiac* | rokov | strán | miest | kusov | ks | krát | produktov",
    other_code_topic: "zľav* | akci | kupón* | poukáž* | darčeková karta | doprava zdarma | leten* | rezerváci* | hotel* | cestujúc* | košík* | výpredaj*",
    warning: "neprezrádz* | neprezraď* | nikomu | nikdy | nezdieľaj* | podvod* | nikoho | neposkytuj* | nehovor*",
    expiry: "platí | platn* | vyprší | minút*",
    disavowal: "ak ste to neboli | neboli ste to vy | nežiadal* | nepožiadal* | si o kód nežiad* | ignorujte | ignoruj | nespoznávate",
    link_action: "prihlásiť sa | prihláste sa | dokončiť registráciu | dokončite registráciu | prijať pozvánku | prijmite pozvánku | pripojiť sa | pripojte sa | nastaviť heslo | nové heslo | vytvoriť heslo | nastaviť účet",
};

pub(super) const SLOVENE: LanguageLexicon = LanguageLexicon {
    verification_code: "enkratno geslo | enkratnega gesla | enkratna koda | enkratno kodo | začasno geslo | sms koda | varnostna koda | varnostno kodo | potrditvena koda | potrditveno kodo | prijavna koda",
    ambiguous_code: "koda | kodo | kode | kodi | številke | te številke | naslednjo številko | to številko | koda pin",
    verify: "potrd* | preveri* | preverj* | aktiv* | overi* | overit* | avtoriz* | avtentik* | ponastav* | obnov* | odklen* | odobri* | spremembo gesla | zamenjavo gesla",
    access: "prijav* | vpišite se | vpiši se | registr* | dostop* | varnost* | enkratn* | identitet* | geslo | gesla | dvostopenj* | dvofaktor* | začasn* | nova naprava | nove naprave | račun | računa | uporabniški račun* | mestno",
    enter: "vnesite | vnesi | vpišite | vpiši | vtipkaj* | uporabite | uporabi | kopiraj* | prilepi* | vnesti",
    other_number: "naročil* | račun št | faktur* | pošiljk* | paket* | vstopnic* | karta | kartic* | strank* | #številka | #številko | #številke | pogodb* | transakcij* | rezervacij* | polet* | sedež* | sob* | stran | različic* | izdel* \
        | napak* | poštn* | telefon* | tel | pokličite | popust* | kupon* | bon | darilni | vabil* | član* | zaposlen* | več kot | manj kot | približno | skupaj | znesek | znesk* | stanje | cena | prevzem* | davčna",
    unit: "oseb | uporabnik* | točk | minut* | ur | sekund* | dni | tednov | mesecev | evrov | kosov | krat",
    other_code_topic: "popust* | akcij* | kupon* | darilna kartica | brezplačna dostava | polet* | rezervacij* | hotel* | potnik* | košaric*",
    warning: "ne delite | ne deli | nikomur | nikoli | ne razkri* | goljuf* | z nikomer",
    expiry: "velja | veljavn* | poteče | minut*",
    disavowal: "če to niste bili vi | niste zahtevali | nisi zahteval* | niste vi | prezrite | prezri | ignoriraj*",
    link_action: "prijavite se | prijavi se | dokončajte registracijo | sprejmi povabilo | sprejmite povabilo | pridružite se | pridruži se | novo geslo | nastavite geslo | nastavi geslo | ustvarite geslo",
};

/// Bosnian, Croatian, Montenegrin and Serbian in Latin script.
pub(super) const SERBO_CROATIAN: LanguageLexicon = LanguageLexicon {
    verification_code: "jednokratna lozinka | jednokratnu lozinku | jednokratne lozinke | jednokratna zaporka | jednokratnu zaporku | jednokratna šifra | jednokratni kod | jednokratni kôd | jednokratnog koda | privremena lozinka | privremenu lozinku \
        | privremena zaporka | sms kod | pin kod | aktivacijski ključ",
    ambiguous_code: "kod | koda | kodu | kodom | kodovi | kôd | kôda | kôdom | cifre | ove cifre | znamenke | sljedeći broj | sledeći broj | ovaj broj | šifra | šifru",
    verify: "verif* | potvrd* | potvrđ* | aktiv* | autentif* | autoriz* | provjer* | prover* | ovjer* | resetir* | resetov* | poništ* | oporav* | otključ* | odobr* | promjen* lozinke | promen* lozinke | obnov* | vraćanje lozinke",
    access: "prijav* | prijavljivanj* | registr* | pristup* | sigurnos* | bezbednos* | bezbjednos* | jednokrat* | identitet* | lozink* | zapork* | dvofaktor* | dvostruk* | privremen* | novi uređaj | novog uređaja | nalog | nalogu | nalogom | korisnički račun* | vaš račun | svoj račun | računu | znamenkast* | cifren*",
    enter: "unesite | unesi | unijeti | uneti | unesete | upišite | upiši | ukucajte | ukucaj | koristite | koristi | iskoristite | upotrijebite | upotrebite | kopirajte | kopiraj | zalijepite | nalepite | navedite",
    other_number: "narudžb* | porudžb* | narudžba br | račun br | broj računa | račun | računa | faktur* | pošiljk* | paket* | praćenj* | ulaznic* | karata | kartic* | karta | referentn* | referenc* | kupac | kupca | klijent* | #broj | #broja | #brojem | polic* | ugovor* \
        | transakcij* | rezervacij* | letovi | sjedal* | sedišt* | soba | sobe | stol | sto | stranic* | verzij* | model* | proizvod* | grešk* | pogrešk* | poštansk* | telefon* | tel | mobitel | nazovite | pozovite | završava na | posljednje četiri | poslednje četiri \
        | oib | pib | jib | ulica | ul | popust* | promo* | kupon* | bon | poklon* | vaučer* | pozivnic* | qr | član* | zaposlen* | više od | manje od | oko | godin* | ukupno | iznos* | stanje | cijen* | cena | cene | preuzim* | sastank* | izvorn*",
    unit: "din | rsd | dinara | km | eura | evra | kuna | osoba | korisnik* | kupaca | bodova | poena | minut* | sati | sata | sekund* | tjed* | nedelj* | mjesec* | mesec* | godin* | komada | puta | proizvoda",
    other_code_topic: "popust* | akcij* | kupon* | vaučer* | poklon kartic* | besplatna dostava | letovi | rezervacij* | hotel* | putnik* | košaric* | korp* | rasprodaj*",
    warning: "ne dijelite | ne delite | nemojte dijeliti | nemojte * dijeliti | nemojte deliti | nikome | nikom | nikada | nikad | prevar* | s kim | sa kim | otkriva*",
    expiry: "vrijedi | važi | istek* | važeć* | istječe | ističe | valjan* | minut*",
    disavowal: "ako to niste bili vi | niste vi | niste zahtjevali | niste zatražili | niste tražili | niste zahtijeva* | niste zahteva* | zanemarite | zanemari | ignorirajte | ignorišite | ne prepoznajete",
    link_action: "prijavite se | prijavi se | dovršite registraciju | završite registraciju | prihvatite pozivnicu | prihvati pozivnicu | prihvatite poziv | pridružite se | pridruži se | nova lozinka | novu lozinku | nova zaporka | novu zaporku | postavite lozinku \
        | kreirajte lozinku | postavite nalog | postavite račun",
};

/// [`SERBO_CROATIAN`] in Cyrillic script.
pub(super) const SERBIAN_CYRILLIC: LanguageLexicon = LanguageLexicon {
    verification_code: "једнократна лозинка | једнократну лозинку | једнократне лозинке | једнократна запорка | једнократну запорку | једнократна шифра | једнократни код | једнократни код | једнократног кода | привремена лозинка | привремену лозинку \
        | привремена запорка | смс код | пин код | активацијски кључ",
    ambiguous_code: "код | кода | коду | кодом | кодови | код | кода | кодом | цифре | ове цифре | знаменке | сљедећи број | следећи број | овај број | шифра | шифру",
    verify: "вериф* | потврд* | потврђ* | актив* | аутентиф* | ауториз* | провјер* | провер* | овјер* | ресетир* | ресетов* | поништ* | опорав* | откључ* | одобр* | промјен* лозинке | промен* лозинке | обнов* | враћање лозинке",
    access: "пријав* | пријављивањ* | регистр* | приступ* | сигурнос* | безбеднос* | безбједнос* | једнократ* | идентитет* | лозинк* | запорк* | двофактор* | двострук* | привремен* | нови уређај | новог уређаја | налог | налогу | налогом | кориснички рачун* | ваш рачун | свој рачун | рачуну | знаменкаст* | цифрен*",
    enter: "унесите | унеси | унијети | унети | унесете | упишите | упиши | укуцајте | укуцај | користите | користи | искористите | употријебите | употребите | копирајте | копирај | залијепите | налепите | наведите",
    other_number: "наруџб* | поруџб* | наруџба бр | рачун бр | број рачуна | рачун | рачуна | фактур* | пошиљк* | пакет* | праћењ* | улазниц* | карата | картиц* | карта | референтн* | референц* | купац | купца | клијент* | #број | #броја | #бројем | бр | полиц* | уговор* \
        | трансакциј* | резервациј* | лет | сједал* | седишт* | соба | собе | стол | сто | страниц* | верзиј* | модел* | производ* | грешк* | погрешк* | поштанск* | телефон* | тел | мобител | назовите | позовите | завршава на | посљедње четири | последње четири \
        | оиб | пиб | јиб | улица | ул | попуст* | промо* | купон* | бон | поклон* | ваучер* | позивниц* | qр | члан* | запослен* | више од | мање од | око | годин* | укупно | износ* | стање | цијен* | цена | цене | преузим* | састанк* | изворн*",
    unit: "дин | рсд | динара | км | еура | евра | куна | особа | корисник* | купаца | бодова | поена | минут* | сат* | секунд* | дан* | тјед* | недељ* | мјесец* | месец* | годин* | комада | пута | производа",
    other_code_topic: "попуст* | акциј* | купон* | ваучер* | поклон картиц* | бесплатна достава | број лета | лет број | летови | резервациј* | хотел* | путник* | кошариц* | корп* | распродај*",
    warning: "не дијелите | не делите | немојте дијелити | немојте * дијелити | немојте делити | никоме | ником | никада | никад | превар* | с ким | са ким | открива*",
    expiry: "вриједи | важи | важећ* | истјече | истиче | ваљан* | минут*",
    disavowal: "ако то нисте били ви | нисте ви | нисте затражили | нисте тражили | нисте захтијева* | нисте захтева* | занемарите | занемари | игнорирајте | игноришите | не препознајете",
    link_action: "пријавите се | пријави се | довршите регистрацију | завршите регистрацију | прихватите позивницу | прихвати позивницу | прихватите позив | придружите се | придружи се | нова лозинка | нову лозинку | нова запорка | нову запорку | поставите лозинку \
        | креирајте лозинку | поставите налог | поставите рачун",
};

pub(super) const MACEDONIAN: LanguageLexicon = LanguageLexicon {
    verification_code: "еднократна лозинка | еднократната лозинка | еднократен код | привремена лозинка | смс код | пин код",
    ambiguous_code: "код | кодот | кодови | кодовите | бројки | следниот број | овој број",
    verify: "потврд* | потврдув* | вериф* | актив* | автентик* | провер* | ресетир* | обнов* | отклуч* | одобр* | промена на лозинка",
    access: "најав* | регистр* | пристап* | безбеднос* | еднократ* | идентитет* | лозинк* | двофактор* | привремен* | нов уред | сметк* | цифрен*",
    enter: "внесете | внеси | внесете го | впишете | напишете | користете | искористете | копирајте | залепете",
    other_number: "нарачк* | број на сметка | фактур* | пратк* | пакет* | билет* | карта | референт* | купувач* | клиент* | #број | #бројот | бр | договор* | трансакци* | резервациј* | лет | соба | страниц* | верзиј* | производ* | грешк* | поштенск* | телефон* | тел | јавете се | попуст* \
        | купон* | ваучер* | подар* | покан* | член* | вработен* | повеќе од | помалку од | вкупно | износ* | цена | подигн*",
    unit: "денари | ден | лица | корисници | поени | минут* | час* | секунд* | дена | недел* | месец* | години | парчиња",
    other_code_topic: "попуст* | акциј* | купон* | ваучер* | бесплатна достава | број лета | лет број | летови | резервациј* | хотел* | патник* | кошничк*",
    warning: "не споделувајте | не го споделувајте | никому | никогаш | измам* | со никого",
    expiry: "важи | валид* | истекува | минут*",
    disavowal: "ако не бевте вие | не сте вие | не сте побарале | не сте го побарале | игнорирајте | занемарете",
    link_action: "најавете се | најави се | завршете ја регистрацијата | прифати покана | прифатете ја поканата | придружете се | нова лозинка | поставете лозинка",
};

pub(super) const BULGARIAN: LanguageLexicon = LanguageLexicon {
    verification_code: "еднократна парола | еднократната парола | еднократната ви парола | еднократен код | еднократния код | временна парола | временната парола | смс код | пин код | пинкод | ключ за активиране",
    ambiguous_code: "код | кода | кодът | кодове | кодовете | цифрите | тези цифри | следния номер | следното число | този номер | това число",
    verify: "потвър* | потвърд* | вериф* | провер* | актив* | автентик* | удостовер* | оторизир* | нулир* | възстанов* | отключете | отключване | одобр* | смяна на парол* | смените паролата | подписв*",
    access: "вход* | влез* | влиз* | логв* | регистр* | достъп* | сигурност* | защит* | еднократ* | самоличност* | парола | паролата | пароли | двуфактор* | двустъпк* | двуетап* | временн* | ново устройство | акаунт* | профил* | цифрен*",
    enter: "въведете | въведи | въвеждане | въвеждайки | напишете | напиши | използвайте | използвай | копирайте | копирай | поставете | постави | попълнете | посочете",
    other_number: "поръчк* | поръчка № | фактур* | разписк* | касова | пратк* | колет* | товарителниц* | билет* | резервац* | клиентск* | клиент* | № | #номер | #номера | #номерът | полиц* | договор* | транзакц* | полет* | мяст* | стая | стаи | маса | страниц* | верси* \
        | модел* | продукт* | артикул* | грешк* | пощенск* | телефон* | тел | обадете | завършва на | последните 4 цифри | карта | карти | еик | ул | улица | отстъпк* | промо* | купон* | ваучер* | подарък* | подаръч* | покан* | член* | служител* | над | повече от \
        | около | година | общо | сума | сумата | баланс* | цена | цени | получаване | взимане",
    unit: "лв | лева | евро | души | потребител* | клиент* | точк* | минут* | час* | секунд* | дни | ден | седмиц* | месец* | години | страниц* | бр | броя | пъти",
    other_code_topic: "отстъпк* | промоц* | купон* | ваучер* | подаръчна карта | безплатна доставка | полет* | резервац* | хотел* | пътник* | количк* | разпродажб*",
    warning: "не споделяй* | не я споделяй* | не го споделяй* | никого | никому | никога | измам* | не предоставяй* | не разкривай*",
    expiry: "валид* | изтич* | важи | минут*",
    disavowal: "ако не сте били вие | не сте били вие | не сте поискали | не сте го поискали | не сте заявили | игнорирайте | пренебрегнете | не разпознавате",
    link_action: "влезте | вход в профила | завършете регистрацията | завърши регистрацията | приемете поканата | приеми поканата | присъединете се | присъедини се | нова парола | задайте парола | създайте парола",
};

pub(super) const BELARUSIAN: LanguageLexicon = LanguageLexicon {
    verification_code: "аднаразовы пароль | аднаразовага пароля | аднаразовы код | часовы пароль | код пацвярджэння | код бяспекі | код уваходу",
    ambiguous_code: "код | кода | кодам | лічбы",
    verify: "пацвердз* | пацвярдж* | праверк* | актыв* | скід* | аднав* | разблак*",
    access: "уваход* | увайс* | увайдз* | рэгістр* | бяспек* | аднаразов* | парол* | уліков* | акаўнт*",
    enter: "увядзіце | увесці | выкарыстайце | скапіруйце",
    other_number: "заказ* | замов* | рахун* | білет* | #нумар* | браніраван* | тэлефон* | зніжк* | купон* | усяго | сума | цана",
    unit: "руб* | чалавек | хвілін* | гадзін* | дзён | месяц* | гадоў",
    warning: "нікому | не паведам* | ніколі",
    expiry: "дзейніч* | хвілін*",
    disavowal: "калі гэта не вы | не запытвалі | праігнаруйце | ігнаруйце",
    link_action: "увайсці | прыняць запрашэнне | далучыцца | новы пароль",
    ..LanguageLexicon::EMPTY
};

//! Short lexicons of languages of Europe and the Caucasus that belong to no other file.

use super::language_lexicon::LanguageLexicon;

pub(super) const ALBANIAN: LanguageLexicon = LanguageLexicon {
    verification_code: "fjalëkalim njëpërdorimsh* | fjalëkalimi njëpërdorimsh* | kodi i verifikimit | kod verifikimi | kodi i konfirmimit | kodi i sigurisë | kodi i hyrjes",
    ambiguous_code: "kodi | kodin | kodit",
    verify: "verifiko* | verifikim* | konfirmo* | konfirmim* | aktivizo* | rivendos* | rikthe*",
    access: "hyrje* | hyni | hyrë | kyçu* | kyçje* | kyçuni | regjistr* | siguri* | njëpërdorim* | fjalëkalim* | llogari*",
    enter: "vendosni | vendos | shkruani | shkruaj | futni | përdorni",
    other_number: "porosi* | porosia | fatur* | biletë* | #numri | rezervim* | telefon* | zbritje* | kupon* | totali | shuma | çmimi",
    unit: "lekë | persona | minuta | orë | ditë | muaj | vjet",
    warning: "mos e ndani | me askënd | askujt",
    expiry: "vlen | skadon | minuta",
    disavowal: "nëse nuk jeni ju | nuk e kërkuat | shpërfillni | injoro*",
    link_action: "hyni | pranoni ftesën | bashkohuni | fjalëkalim të ri | fjalëkalimi i ri",
    ..LanguageLexicon::EMPTY
};

pub(super) const ARMENIAN: LanguageLexicon = LanguageLexicon {
    verification_code: "մեկանգամյա գաղտնաբառ* | մեկանգամյա կոդ* | հաստատման կոդ* | անվտանգության կոդ* | մուտքի կոդ*",
    ambiguous_code: "կոդ | կոդը | կոդն | կոդի",
    verify: "հաստատ* | ստուգ* | ակտիվաց* | վերականգն* | վերակայ*",
    access: "մուտք* | գրանց* | անվտանգ* | մեկանգամյա | գաղտնաբառ* | հաշիվ* | հաշվ*",
    enter: "մուտքագրեք | մուտքագրել | գրեք | օգտագործեք",
    other_number: "պատվեր* | հաշիվ ապրանքագիր | տոմս* | #համար* | հեռախոս* | զեղչ* | ընդամենը | գումար* | գին*",
    unit: "դրամ | մարդ | րոպե | ժամ | օր | ամիս | տարի",
    warning: "ոչ մեկի | մի փոխանցեք | մի կիսվեք",
    expiry: "վավեր* | րոպե*",
    disavowal: "եթե դուք չեք | չեք պահանջել | անտեսեք",
    link_action: "մուտք գործել | ընդունել հրավերը | միանալ | նոր գաղտնաբառ*",
    ..LanguageLexicon::EMPTY
};

pub(super) const BASQUE: LanguageLexicon = LanguageLexicon {
    verification_code: "erabilera bakarreko pasahitz* | erabilera bakarreko kode* | egiaztapen kode* | egiaztatze kode* | segurtasun kode* | saio hasierako kode* | berrespen kode* | aktibazio kode*",
    ambiguous_code: "kodea | kodeak | kodearekin | *kodea",
    verify: "egiazta* | berrets* | baiezta* | aktiba* | berrezar* | berreskura*",
    access: "saioa hasi | saioa hasteko | saio hasiera* | saio-hasiera* | erregistr* | segurtasun* | pasahitz* | kontua* | kontuan | sarbide*",
    enter: "sartu | idatzi | erabili | kopiatu",
    other_number: "eskaera zenbakia | eskaeraren | faktura* | txartel* | erreserba* | telefono* | #zenbakia | deskontu* | guztira | prezioa",
    unit: "pertsona | minutu | ordu | egun | hilabete | urte",
    warning: "ez partekatu | inorekin | inori",
    expiry: "balio du | iraungi* | minutu*",
    disavowal: "ez bada zuk | zuk egin ez baduzu | hasi ez baduzu | alde batera utzi | ez ikusi egin",
    link_action: "saioa hasi | gonbidapena onartu | taldean sartu | pasahitz berria | egin klik",
    ..LanguageLexicon::EMPTY
};

pub(super) const ESPERANTO: LanguageLexicon = LanguageLexicon {
    verification_code: "unufoja pasvorto | kontrolkodo | konfirmkodo | ensalutkodo | sekureckodo",
    ambiguous_code: "kodo | kodon | kodo de",
    verify: "konfirm* | kontrolu | aktivigu | aktivig* | restarig*",
    access: "ensalut* | registr* | sekurec* | pasvort* | konto*",
    enter: "enigu | entajpu | uzu",
    other_number: "mendo* | fakturo* | #numero | telefono | sumo | prezo",
    expiry: "validas | minutoj",
    disavowal: "ignoru | vi ne petis",
    link_action: "ensaluti | akcepti inviton | nova pasvorto | novan pasvorton",
    ..LanguageLexicon::EMPTY
};

pub(super) const GEORGIAN: LanguageLexicon = LanguageLexicon {
    verification_code: "ერთჯერადი პაროლ* | ერთჯერადი კოდ* | დადასტურების კოდ* | ვერიფიკაციის კოდ* | უსაფრთხოების კოდ* | შესვლის კოდ* | აღდგენის კოდ* | თქვენი კოდია | თქვენი კოდი",
    ambiguous_code: "კოდი | კოდს | კოდით | კოდის | კოდია",
    verify: "დადასტურ* | დაადასტურ* | ვერიფიკაც* | გააქტიურ* | აღდგენ* | აღადგინ* | განახლებ*",
    access: "შესვლ* | შედი* | რეგისტრაც* | უსაფრთხო* | ერთჯერად* | პაროლ* | ანგარიშ*",
    enter: "შეიყვან* | ჩაწერ* | გამოიყენ*",
    other_number: "შეკვეთ* | ინვოის* | ბილეთ* | #ნომერ* | ჯავშან* | ტელეფონ* | ფასდაკლებ* | ჯამი | თანხა | ფასი",
    unit: "ლარი | ადამიანი | წუთი | საათი | დღე | თვე | წელი",
    warning: "არავის | არ გაუზიარ*",
    expiry: "მოქმედებს | ვადა | წუთ*",
    disavowal: "თუ ეს თქვენ არ | არ მოგითხოვიათ | უგულებელ* | იგნორირ*",
    link_action: "შესვლა | მოწვევის მიღება | შეუერთდი* | ახალი პაროლ*",
    ..LanguageLexicon::EMPTY
};

pub(super) const WELSH: LanguageLexicon = LanguageLexicon {
    verification_code: "cyfrinair untro | cod dilysu | cod cadarnhau | cod diogelwch | cod mewngofnodi",
    ambiguous_code: "cod | côd",
    verify: "dilys* | cadarnha* | cadarnhau | actifad* | ailosod*",
    access: "mewngofnod* | cofrestr* | diogelwch | cyfrinair | cyfrif",
    enter: "rhowch | teipiwch | defnyddiwch",
    other_number: "archeb* | anfoneb | tocyn | #rhif | ffôn | cyfanswm | pris",
    expiry: "munud",
    disavowal: "anwybyddwch | os nad chi",
    link_action: "mewngofnodi | derbyn y gwahoddiad | cyfrinair newydd",
    ..LanguageLexicon::EMPTY
};

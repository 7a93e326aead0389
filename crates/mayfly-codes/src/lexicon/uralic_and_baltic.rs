//! The lexicons of Finnish, Estonian, Hungarian, Lithuanian and Latvian.

use super::language_lexicon::LanguageLexicon;

pub(super) const FINNISH: LanguageLexicon = LanguageLexicon {
    verification_code: "kertakäyttöi* salasana* | kertakäyttöinen salasana* | kertakäyttöisen salasanan | kertakäyttösalasana* | kertakäyttökoodi* | kertakäyttöinen koodi* | vahvistuskoodi* | varmennuskoodi* | varmistuskoodi* | turvakoodi* | kirjautumiskoodi* | todennuskoodi* \
        | aktivointikoodi* | pääsykoodi* | tunnistautumiskoodi* | tilapäinen salasana* | väliaikainen salasana* | palautuskoodi* | tarkistuskoodi* | rekisteröintikoodi* | suojakoodi* | tunnuslukusi | kertakäyttötunnus* | vahvistustunnus* | kertatunnus*",
    ambiguous_code: "koodi* | *koodi | *koodisi | *koodin | *koodia | pin-koodi* | numerosarja* | seuraavat numerot | nämä numerot | seuraava numero",
    verify: "vahvist* | varmenn* | varment* | varmist* | aktivo* | todenn* | todent* | tunnista* | hyväksy* | palaut* | nollaa* | nollat* | avaa lukitus | avata lukitus | vaihtaa salasana* | vaihda salasana* | vaihda se | valtuut*",
    access: "kirjaudu* | kirjautu* | sisäänkirjau* | rekisteröi* | turvalli* | kertakäyttö* | henkilöllisyy* | salasana* | kaksivaihei* | tilapäi* | väliaikai* | uusi laite | uudella laitteella | uudelta laitteelta | tilisi | tilin | tilillesi | tiliin | tilille | pääsy* | numeroinen",
    enter: "syötä | syöttämällä | syöttää | kirjoita | kirjoittamalla | käytä | käyttämällä | näppäile | kopioi | liitä | täytä | naputtele",
    other_number: "tilaus* | tilausnumero* | lasku | laskun | laskunumero | kuitti* | paketti* | paketin | lähety* | seuranta* | lippu | liput | lippujen | viite* | viitenumero* | asiakas* | asiakasnumero | tilinumero | *numero | #numero | nro | vakuutus* | sopimus* | maksutapahtum* | varau* | lento* | istuin* \
        | huone* | pöytä | sivu | versio* | malli* | tuote* | virhe* | virhekoodi* | postinumero* | suuntanumero | puhelin* | puh | soita* | matkapuhelin | päättyy numeroihin | viimeiset neljä | kortti* | y-tunnus | alv | katu | alennus* | alennuskoodi* | kampanja* | kampanjakoodi* | tarjous* | etukoodi* \
        | lahjakort* | kutsukoodi* | viivakoodi* | maakoodi* | noutokoodi* | varauskoodi* | lähdekoodi* | qr-koodi* | ovikoodi* | tuotekoodi* | jäsen* | työntekijä* | yli | enemmän kuin | noin | lähes | vuosi | vuonna | vuodesta | yhteensä | summa | saldo | hinta | hinnat | nouto* | nouda*",
    unit: "euroa | eur | henkilöä | käyttäjää | asiakasta | pistettä | askelta | minuuttia | minuutin | tuntia | sekuntia | päivää | viikkoa | kuukautta | vuotta | sivua | kpl | kappaletta | kertaa | tuotetta",
    other_code_topic: "alennu* | tarjou* | ale | kampanj* | lahjakort* | ilmainen toimitus | lento* | varau* | hotelli* | matkustaj* | ostoskori*",
    warning: "älä jaa | älä kerro | älä luovuta | älä anna | älä koskaan | kenellekään | kenenkään | koskaan | huijau* | huijari* | petos*",
    expiry: "voimassa | vanhenee | umpeutuu | raukeaa | minuut*",
    disavowal: "jos et ollut sinä | et ollut sinä | et pyytänyt | et ole pyytänyt | et tehnyt | jättää viestin huomiotta | jätä huomiotta | sivuuta | ohita tämä | et tunnista",
    link_action: "kirjaudu sisään | kirjaudu | viimeistele rekisteröityminen | hyväksy kutsu | liity tiimiin | liity | aseta salasana | aseta uusi salasana | uusi salasana | luo salasana | valitse salasana | määritä tili",
};

pub(super) const ESTONIAN: LanguageLexicon = LanguageLexicon {
    verification_code: "ühekordne parool | ühekordse parooli | ühekordset parooli | ühekordne kood | ühekordse koodi | kinnituskood* | turvakood* | sisselogimiskood* | aktiveerimiskood* | ajutine parool | kontrollkood* | autentimiskood* | pääsukood* | taastekood*",
    ambiguous_code: "kood | koodi | koodiga | koodid | *kood | *koodi | pin-kood | numbrid | järgmine number | need numbrid",
    verify: "taassea* | kinnita* | kinnitus* | kontrolli* | aktiveeri* | autendi* | verifitseeri* | taasta* | lähtesta* | ava konto | parooli vahetami* | volita*",
    access: "logi sisse | sisselogi* | salasõna* | logimi* | registreeri* | turva* | ühekord* | isikusamasus* | parool* | kaheastmeli* | ajuti* | uus seade | uuest seadmest | konto* | juurdepääs* | kohaline",
    enter: "sisesta* | sisestage | kirjuta* | kasuta | kasutage | kopeeri* | kleebi* | trüki*",
    other_number: "tellimus* | konto number | tellimuse number | arve | arve nr | kviitung* | saadetis* | pakk | paki | pilet* | viite* | klient | kliendi* | #number | *number | nr | leping* | tehing* | broneering* | lend | lennu* | tuba | toa | lehekülg | versioon* | toode | toote* | viga | veakood* | postiindeks | sihtnumber \
        | telefon* | tel | helista* | kaart | allahindlus* | sooduskood* | kinkekaar* | kupong* | kutse | liige | töötaja* | üle | rohkem kui | umbes | aasta | aastal | kokku | summa | saldo | hind | järeletulemi* | väljasta*",
    unit: "eurot | inimest | kasutajat | klienti | punkti | minutit | tundi | sekundit | päeva | nädalat | kuud | aastat | lehekülge | tk | tükki | korda",
    other_code_topic: "allahindlus* | soodus* | pakkumi* | kinkekaar* | tasuta tarne | lend | broneering* | hotell* | reisija* | ostukorv*",
    warning: "ära jaga | ärge jagage | ära ütle | kellegagi | kellelegi | mitte kunagi | pettus* | ärge avaldage",
    expiry: "kehtib | kehtiv* | aegub | minut*",
    disavowal: "kui see polnud sina | kui see ei olnud | sa ei küsinud | te ei küsinud | ei taotlenud | sa seda ei | eira | eirake | ignoreeri*",
    link_action: "logi sisse | lõpeta registreerimine | võta kutse vastu | nõustu kutsega | liitu | määra parool | uus parool | loo parool | seadista konto",
};

pub(super) const HUNGARIAN: LanguageLexicon = LanguageLexicon {
    verification_code: "egyszer használatos jelsz* | egyszer használható jelsz* | egyszeri jelsz* | egyszeri kód* | egyszer használatos kód* | ideiglenes jelsz* | megerősítő kód* | ellenőrző kód* | hitelesítő kód* | biztonsági kód* | belépési kód* | bejelentkezési kód* | aktiváló kód* \
        | aktivációs kód* | sms-kód* | azonosító kód* | jóváhagyó kód* | visszaigazoló kód* | belépőkód* | hitelesítési kód* | ellenőrzőkód* | megerősítőkód* | biztonságikód | aktiválókód* | helyreállító kód* | igazoló kód*",
    ambiguous_code: "kód | kódot | kódja | kódod | kódodat | kóddal | kódok | kódunk | kódját | pin-kód* | számsor* | számjegyek* | alábbi szám* | ezt a számot | következő szám*",
    verify: "ellenőr* | megerős* | hitelesít* | aktivál* | azonosít* | jóváhagy* | visszaállít* | állíts* vissza | állíthat* vissza | erősíts* meg | aktiváld | helyreállít* | felold* | igazol* | jelszócser* | jelszóváltoztat* | jelszó módosít* | aláír*",
    access: "belép* | bejelentkez* | regisztr* | biztonság* | egyszeri | egyszer használatos | jelsz* | kétlépcsős | kétfaktor* | kéttényez* | ideiglenes* | új eszköz* | fiók* | hozzáfér* | számjegyű | jegyű | csatlakoz*",
    enter: "add meg | adja meg | írd be | írja be | üsd be | üsse be | gépeld be | gépelje be | használd | használja | másold | másolja | illeszd be | illessze be | beírásával | megadásával | adjon meg | beírni | vidd be | vigye be | megadni",
    other_number: "rendelés* | megrendelés* | rendelésszám* | számla | számlaszám* | számlája | nyugta | nyugtaszám | csomag* | csomagszám* | küldemény* | szállítmány* | követési | jegy | jegyek | ügyszám* | hivatkozási | ügyfél* | #szám | #száma | #számú | *szám | kötvény* | szerződés* | tranzakció* | foglalás* | járat* \
        | ülés | ülőhely | szoba | szobaszám | asztal | oldal | verzió* | modell* | termék* | hiba | hibakód* | irányítószám* | telefon* | tel | hívja* | hívj | mobil* | végződő | utolsó négy | utolsó 4 | kártya* | adószám* | cégjegyzék* | utca | emelet | kedvezmény* | akciós | kuponkód* | kupon* | promóciós | ajándék* | utalvány* \
        | meghívó* kód | qr-kód* | vonalkód* | forráskód* | kuponok | tagsági | dolgozói | több mint | kevesebb mint | körülbelül | közel | évi | évben | összesen | végösszeg* | összeg* | egyenleg* | =ár | ára | átvétel* | átvételi | kapukód* | országkód*",
    unit: "ft | forint* | huf | fő | felhasználó* | ügyfél | pont | perc | percen | percig | óra | órán | másodperc* | nap | napon | hónap* | éve | évig | oldal | db | darab | alkalom* | termék",
    other_code_topic: "kedvezmény* | akció* | kupon* | leárazás* | ajándékkárty* | ingyenes szállítás | járat* | foglalás* | szálloda* | szállás* | utas* | kosár*",
    warning: "ne oszd meg | ne ossza meg | ne add meg | ne adja meg | ne add ki | ne adja ki | senkinek | senkivel | soha | csal* | ne árulja el | ne áruld el",
    expiry: "érvényes* | lejár* | használható | perc*",
    disavowal: "ha nem te | ha nem ön | nem te kérted | nem ön kérte | nem kérted | nem kérte | nem te voltál | nem ön volt | hagyd figyelmen kívül | hagyja figyelmen kívül | nincs teendőd | nincs teendője | nem ismeri fel",
    link_action: "belépés | bejelentkezés | jelentkezz be | jelentkezzen be | regisztráció befejezése | fejezd be a regisztrációt | fejezze be a regisztrációt | meghívó elfogadása | meghívás elfogadása | fogadd el a meghív* | fogadja el a meghív* | csatlakozz* | csatlakozás | új jelszó* | jelszó megadása | jelszó beállítása | állíts be jelsz* | fiók beállítása",
};

pub(super) const LITHUANIAN: LanguageLexicon = LanguageLexicon {
    verification_code: "vienkartinis slaptažod* | vienkartinį slaptažod* | vienkartinis kodas | vienkartinį kodą | laikinas slaptažod* | laikiną slaptažod* | patvirtinimo kod* | prisijungimo kod* | saugos kod* | saugumo kod* | aktyvinimo kod* | aktyvavimo kod* | tikrinimo kod* | autentifikavimo kod*",
    ambiguous_code: "kodas | kodą | kodo | kodu | kodai | kodus | pin kod* | šiuos skaitmenis | šį numerį | šį skaičių",
    verify: "patvirtin* | patvirtink* | patikrin* | tikrin* | aktyv* | aktyvin* | autentif* | atkur* | atstat* | atblok* | atrakin* | nustatyti iš naujo | slaptažodžio keitim* | pakeist* | pakeisti slaptažod*",
    access: "prisijung* | registr* | užsiregistr* | prieig* | saug* | vienkartin* | tapatyb* | slaptažod* | dviejų veiksnių | dviejų žingsnių | laikin* | naujas įrenginys | naujo įrenginio | paskyr* | skaitmenų",
    enter: "įveskite | įvesk | įvesti | įrašykite | įrašyk | naudokite | naudok | panaudokite | nukopijuokite | įklijuokite | suveskite",
    other_number: "užsakym* | sąskait* | kvit* | siunt* | siuntos | bilie* | nuorodos nr | kliento | pirkėjo | #numeris | #numerį | nr | sutart* | polis* | operacij* | rezervacij* | skryd* | kambar* | puslap* | versij* | modelis | prekė | prekės | klaid* | pašto kodas | telefon* | tel | skambinkite | skambink | kortel* | pvm \
        | gatvė | nuolaid* | akcij* | kupon* | dovanų | kvietimo | nario | darbuotojo | daugiau nei | mažiau nei | apie | metai | metais | iš viso | suma | likutis | kaina | atsiėm*",
    unit: "eur | eurų | žmonių | naudotojų | klientų | taškų | minučių | minutes | valandų | valandas | sekundžių | dienų | dienas | savaites | mėnesius | metus | vnt",
    other_code_topic: "nuolaid* | akcij* | išpardav* | dovanų kortel* | nemokamas pristatymas | skryd* | rezervacij* | viešbu* | keleiv* | krepšel*",
    warning: "nesidalin* | niekam | niekada | neatskleis* | sukč* | apgav*",
    expiry: "galioja | galiojim* | baigsis | minuč*",
    disavowal: "jei tai ne jūs | jei tai buvote ne jūs | neprašėte | jo neprašėte | nepateikėte | nekreipkite dėmesio | ignoruokite",
    link_action: "prisijunkite | prisijungti | užbaigti registraciją | užbaikite registraciją | priimti kvietimą | priimkite kvietimą | prisijungti prie komandos | naują slaptažodį | naujas slaptažodis | nustatyti slaptažodį | susikurti slaptažodį",
};

pub(super) const LATVIAN: LanguageLexicon = LanguageLexicon {
    verification_code: "vienreizējā parole | vienreizējo paroli | vienreizējās paroles | vienreizējais kods | vienreizējo kodu | pagaidu parole | pagaidu paroli | apstiprinājuma kod* | apstiprināšanas kod* | drošības kod* | pieteikšanās kod* | pieslēgšanās kod* | aktivizācijas kod* | aktivācijas kod* | verifikācijas kod* | pārbaudes kod*",
    ambiguous_code: "kods | kodu | koda | kodi | kodus | pin kods | šos ciparus | šo numuru | šo skaitli",
    verify: "apstiprin* | verific* | verifik* | pārbaud* | aktiviz* | aktivēt | autentif* | atjaun* | atiestat* | atbloķ* | paroles maiņ* | mainīt paroli",
    access: "pieteik* | pierakst* | pieslēg* | ielogo* | reģistr* | piekļuv* | droš* | vienreiz* | identitāt* | parole | paroli | paroles | divpakāpju | divu faktoru | pagaidu | jauna ierīce | jaunas ierīces | konts | kontu | kontam | konta | ciparu",
    enter: "ievadiet | ievadi | ievadīt | ierakstiet | ieraksti | izmantojiet | izmanto | lietojiet | kopējiet | nokopē* | ielīmējiet",
    other_number: "pasūtījum* | konta numurs | rēķin* | čeks | čeka | sūtījum* | paciņ* | biļet* | atsauces | klienta | #numurs | #numuru | nr | līgum* | polis* | darījum* | rezervācij* | lidojum* | istab* | lappus* | versij* | model* | prece | preces | kļūd* | pasta indekss | telefon* | tālr | tālrun* | zvaniet | karte | kartes | pvn | iela \
        | atlaid* | akcij* | kupon* | dāvanu | ielūguma | dalībnieka | darbinieka | vairāk nekā | mazāk nekā | aptuveni | gads | gadā | kopā | summa | atlikums | cena | saņemšan*",
    unit: "eur | eiro | cilvēki | lietotāji | klienti | punkti | minūtes | minūšu | stundas | sekundes | dienas | nedēļas | mēneši | gadi | reizes",
    other_code_topic: "atlaid* | akcij* | izpārdošan* | dāvanu kart* | bezmaksas piegāde | lidojum* | rezervācij* | viesnīc* | pasažier* | groz*",
    warning: "nedalieties | neizpaud* | nevienam | nekad | krāp* | neatklāj*",
    expiry: "derīg* | beidzas | beigsies | minūt*",
    disavowal: "ja tas nebijāt jūs | nepieprasīj* | neesat to pieprasījis | neesat pieprasī* | ignorējiet | neņemiet vērā",
    link_action: "pieteikties | piesakieties | pabeigt reģistrāciju | pabeidziet reģistrāciju | pieņemt uzaicinājumu | pieņemiet uzaicinājumu | pievienoties | jaunu paroli | jauna parole | iestatīt paroli | izveidot paroli",
};

//! The lexicons of Germanic languages other than English.

use super::language_lexicon::LanguageLexicon;

pub(super) const GERMAN: LanguageLexicon = LanguageLexicon {
    verification_code: "einmalpasswort* | einmal-passwort | einmalkennwort | einmal-kennwort | tan | mtan | pushtan | bestätigungscode* | sicherheitscode* | verifizierungscode* \
        | anmeldecode* | einmalcode* | zugangscode* | zugriffscode* | aktivierungscode* | freischaltcode* | freigabecode* | authentifizierungscode* | logincode* \
        | registrierungscode* | prüfcode* | verifikationscode* | bestätigungsnummer | anmelde-pin | einmal-pin | zugangs-pin | kontrollcode* | prüfziffern \
        | aktivierungsschlüssel* | zugangsschlüssel* | anmeldeschlüssel* | bestätigungsschlüssel*",
    ambiguous_code: "code | codes | *code | pin | pincode | token | kennziffer | folgende zahl | folgende ziffern | zahlenkombination | ziffernfolge | zahlenfolge \
        | diese ziffern | diese zahl | diese nummer",
    verify: "unterschr* | signier* | unterzeichn* | bestätig* | verifi* | aktivier* | authentifi* | autorisier* | freischalt* | freigeben | freigabe | zurücksetz* | wiederherstell* | entsperr* | validier* \
        | freigabe* | freigeb* | freizugeben \
        | zurückzusetz* | wiederherzustell* | freizuschalt* | neu setzen | nachweis*",
    access: "anmeld* | einlogg* | login | zugang | zugriff | registrier* | sicherheit* | einmal* | identität | passwort | kennwort | zwei-faktor* | zwei faktor* | 2-faktor* \
        | zweistufig* | neues gerät | neuen gerät | dein konto | ihr konto | konto \
        | vorläufig* | temporär* | geheim* | einmalig* | kurzzeitig* \
        | melden sie sich | melde dich an | sich anzumelden \
        | anzumeld* | einzulogg* | einlog* \
        | stellig* \
        | melde dich | meldet euch | logge dich | loggen sie sich | logg dich",
    enter: "trag | gib | geben | eingeben | eingibst | eintippen | verwende | verwenden | nutze | nutzen | benutze | benutzen | kopiere | trage | tragen | tippe \
        | tippen | einzutippen | eintragen | tragen sie \
        | eingib | einzugeben | tipp | eintippst | gebt | übernehmen | kopieren | einfügen | füge | fügen | eingegeben",
    other_number: "bestell* | bestellung* | auftrag* | auftrags* | rechnung* | quittung | sendung* | paket* | lieferung | ticket* | vorgang* | fall | aktenzeichen | referenz* \
        | ref | kunde* | kunden* | kontonummer | nr | #nummer | no | nummern | *nummer | police* | vertrag* | transaktion* | buchung* | reservierung* | flug | sitz* | gate \
        | zimmer | tisch | seite | kapitel | artikel* | version | modell* | serie* | produkt* | fehler* | postleitzahl | plz | *plz | vorwahl | telefon* | tel | mobil | handy \
        | anruf* | ruf | hotline | fax | endet auf | endend auf | mit der endung | endziffern | letzten 4 ziffern | letzten vier ziffern | karte | kreditkarte | ust* | steuer* | hrb | amtsgericht | straße | *strasse \
        | *str | weg | platz | postfach | promo* | aktion* | gutschein* | rabatt* | geschenk* | empfehlung* | einladung* | qr | strich* | angebot* | treue* | mitglied* \
        | personal* | matrikel* | =über | mehr als | weniger als | bis zu | rund | seit | jahr | gesamt | summe | betrag | saldo | preis | anfrage \
        | abhol* | quell* | dress* | besprechung* | meeting* | *gutscheincode | *rabattcode | *fehlercode | *barcode | *quellcode | *postcode | *aktionscode | *promocode | *qr code | *strichcode \
        | *vorteilscode | *buchungscode | *abholcode | *bestellcode | *produktcode | *landercode | *farbcode | *vorgangscode | anno | kw | stand \
        | code review* | codereview* \
        | prüfungsnummer* | prüfling* | ortskenn* \
        | rundschreiben* | bekanntmachung* | verordnung* | erlass* | mitteilung* \
        | stellencode* | bewerbung* \
        | #zahl | registrierungsnummer | anmeldenummer | registernummer",
    unit: "nutzer* | benutzer | personen | kunden | punkte* | meilen | schritte | kalorien | artikel | produkte | follower | aufrufe | minuten | min | stunden | std | sekunden \
        | tage* | wochen | monate* | jahre* | wörter | seiten | plätze | sterne* | euro | bewertungen | stück | credits | münzen | mal | berlin | münchen | hamburg | köln | wien | uhr \
        | mitarbeiter* | teilnehmer* | einwohner* | haushalte",
    other_code_topic: "rabatt* | gutschein* | aktion* | angebot* | sale | versandkostenfrei | geschenkkarte | flug | buchung* | reservierung* | hotel | boarding | passagier* | warenkorb | kasse",
    warning: "weiter* geben | weitergeben | teile* | niemals | niemandem | geben sie ihn nicht | gib ihn nicht | nie nach | betrug* | betrüger*",
    expiry: "läuft ab | abläuft | gültig* | minute* | verfällt | ablauf",
    disavowal: "wenn sie das nicht waren | nicht waren | du das nicht warst | nicht angefordert | nicht veranlasst | ignorier* | nicht erkennen",
    link_action: "anmeldelink | anmelde-link | magischer link | jetzt anmelden | einloggen | registrierung abschließen | einladung annehmen | passwort festlegen | anmelden",
};

pub(super) const DUTCH: LanguageLexicon = LanguageLexicon {
    verification_code: "eenmalig wachtwoord | eenmalige code | wachtwoord voor eenmalig gebruik | verificatiecode* | bevestigingscode* | beveiligingscode* | inlogcode* | toegangscode* \
        | activatiecode* | activeringscode* | controlecode* | tancode | authenticatiecode* | herstelcode* | tijdelijk wachtwoord | aanmeldcode* | registratiecode* \
        | activatiesleutel* | toegangssleutel*",
    ambiguous_code: "code | codes | cijfers | cijfercode | pincode | volgende nummer | *code \
        | deze cijfers | dit nummer | dit getal",
    verify: "onderteken* | verifi* | bevestig* | activ* | valid* | authentic* | autoris* | opnieuw instellen | herstel* | ontgrendel* | deblokk* | resetten \
        | in te stellen | wachtwoord wijzigen | wachtwoord te wijzigen | adres wijzigen | adres te wijzigen | terugzetten",
    access: "inlog* | meld u aan | meld je aan | aanmelding | in te loggen | aanmeld* | aan te melden | login | toegang | registr* | beveilig* | veilig* | eenmalig* | identiteit | wachtwoord | tweestaps* | twee-staps* | twee-factor* | tweefactor* \
        | tijdelijk* | nieuw apparaat | je account | uw account \
        | voorlopig* | geheim* | dynamisch* \
        | cijferige | log in",
    enter: "voer | vul | invoeren | invullen | gebruik | gebruiken | typ | typen | kopieer | plak | toets \
        | voert | typt | invoer | overnemen | plakken | kopiëren | tik | intoetsen",
    other_number: "bestel* | bestelling* | order* | factu* | bon | zending* | pakket* | pakje | levering | ticket* | zaak | dossier* | referentie* | kenmerk | ref | klant* | rekening* | nr | #nummer \
        | *nummer | polis* | contract* | transactie* | boeking* | reservering* | vlucht | stoel | kamer | tafel | pagina | hoofdstuk | artikel* | versie | model | serie* | product* | fout* | postcode* \
        | *postcode | kvk | btw | telefoon* | tel | mobiel | bel | bellen | eindigend op | eindigt op | laatste 4 cijfers | laatste vier cijfers | bankpas | kaart | straat | *straat | laan | *laan | weg | plein | postbus | promo* | actie* | korting* | kado* | cadeau* | bon* | voucher* \
        | *kortingscode | *actiecode | *cadeaucode | *barcode | *foutcode | *broncode | *streepjescode | *afhaalcode | *landcode | *boekingscode | *qr code | waardebon | uitnodiging* | qr | streepjes* | aanbieding* \
        | lid | lidnummer* | lidmaatschap* | personeel* | meer dan | minder dan | tot | bijna | sinds | jaar | totaal | bedrag | saldo | prijs | aanvraag* | afhaal* | ophaal* | vergadering* \
        | kandidaat* | examen* | locatiecode* \
        | circulaire* | besluit* | mededeling* | verordening* \
        | functiecode* | sollicitatie* | vacature* \
        | #getal | registratienummer",
    unit: "gebruikers | mensen | personen | klanten | punten | stappen | artikelen | producten | volgers | weergaven | minuten | uur | seconden | dagen | weken | maanden | jaar | woorden \
        | paginas | plaatsen | sterren | euro | beoordelingen | stuks | keer | leden | woningen",
    other_code_topic: "korting* | actie* | aanbieding* | kortingscode | cadeaukaart | gratis verzending | vlucht | boeking* | reservering* | hotel | passagier* | winkelmand | uitverkoop",
    warning: "deel | delen | nooit | niemand | geef | verstrek* | doorgeven | fraude | oplicht* \
        | vertel",
    expiry: "verloopt | vervalt | geldig* | minut*",
    disavowal: "als jij dit niet was | niet was | niet aangevraagd | herken* | negeer | negeren",
    link_action: "inloglink | magische link | inloggen | registratie voltooien | voltooi je registratie | uitnodiging accepteren | wachtwoord instellen | nu inloggen",
};

pub(super) const SWEDISH: LanguageLexicon = LanguageLexicon {
    verification_code: "engångslösenord* | engångskod* | verifieringskod* | bekräftelsekod* | säkerhetskod* | inloggningskod* | aktiveringskod* | åtkomstkod* \
        | återställningskod* | tillfälligt lösenord | tillfälliga lösenord | engångslösen | autentiseringskod* | registreringskod* | identifieringskod* | kontrollkod* | verifikationskod* \
        | inloggningsnyckel*",
    ambiguous_code: "kod | koden | koder | kods | *kod | *koden | pinkod* | siffrorna | följande siffror | dessa siffror | detta nummer | följande nummer | sifferkod*",
    verify: "verifi* | bekräft* | aktiver* | autentiser* | godkänn* | återställ* | lås upp | låsa upp | valider* | signer* | skriva under | byta lösenord | byt lösenord | styrk*",
    access: "logga in | loggar in | loggade in | inlogg* | registrer* | säker* | engångs* | identitet | lösenord* | tvåstegs* | tvåfaktor* | tillfällig* | ny enhet | ditt konto \
        | kontot | åtkomst | konto | siffrig*",
    enter: "ange | anger | fyll i | skriv in | skriv | skriver in | knappa in | mata in | använd | använder | använda | kopiera | klistra in | uppge",
    other_number: "order* | beställning* | faktura* | kvitto* | paket* | försändelse* | kolli* | spårning* | biljett* | ärende* | referens* | kund* | kundnummer | kontonummer | #nummer | *nummer \
        | nr | försäkring* | avtal* | transaktion* | bokning* | bokningskod* | reservation* | flyg* | plats | rum | bord | sida | version | modell | produkt* | felkod* | postnummer | postkod* \
        | telefon* | tel | ring oss | mobil | slutar på | slutsiffror | sista fyra siffrorna | kort | orgnr | org nr | moms | gatan | rabatt* | kampanj* | presentkort* | värdekod* \
        | *rabattkod | *kampanjkod | *presentkod | *landskod | *streckkod | *hämtkod | *källkod | *qr kod | *portkod | portkod* | inbjudan | medlem* | anställ* | över | mer än | cirka | ungefär \
        | sedan | =år | totalt | summa | belopp | saldo | pris* | hämt* | hämtkod* | avhämtning* | utlämning*",
    unit: "kr | kronor | sek | personer | användare | kunder | poäng | steg | minuter | timmar | sekunder | dagar | veckor | månader | =år | sidor | platser | st | stycken | gånger | varor",
    other_code_topic: "rabatt* | erbjudande* | rea | kampanj* | presentkort* | fri frakt | flyg* | bokning* | hotell* | passagerar* | varukorg*",
    warning: "dela inte | dela aldrig | dela den inte | dela | lämna aldrig ut | lämna inte ut | aldrig | ingen annan | för någon | bedräg* | lämna ut",
    expiry: "gäller | giltig* | går ut | upphör | minuter",
    disavowal: "om det inte var du | inte var du | inte begärt | inte har begärt | inte har bett | inte har gjort | bortse | ignorera | känner inte igen",
    link_action: "logga in | slutför registreringen | slutför din registrering | acceptera inbjudan | tacka ja | gå med | välj ett lösenord | välj lösenord | nytt lösenord | skapa lösenord \
        | ställ in ditt konto | konfigurera ditt konto | skapa ditt konto",
};

pub(super) const DANISH: LanguageLexicon = LanguageLexicon {
    verification_code: "engangsadgangskode* | engangskode* | bekræftelseskode* | verifikationskode* | verificeringskode* | sikkerhedskode* | loginkode* | aktiveringskode* | adgangskode til engangsbrug \
        | midlertidig adgangskode | midlertidige adgangskode | godkendelseskode* | bekræftelseskoden | engangspassword* | engangskodeord* | login-kode* | godkendelseskoden | gendannelseskode* | kontrolkode*",
    ambiguous_code: "kode | koden | koder | *kode | *koden | pinkode* | cifrene | følgende cifre | disse cifre | dette nummer | følgende nummer | talkode*",
    verify: "verific* | bekræft* | aktiver* | godkend* | autentific* | nulstil* | gendan* | lås op | låse op | valider* | underskriv* | skift adgangskode | skifte adgangskode",
    access: "logge ind | log ind | logger ind | login | registrer* | tilmeld* | oprett* | sikkerhed* | engangs* | identitet | adgangskode* | totrins* | to-trins* | tofaktor* | to-faktor* | midlertidig* \
        | ny enhed | din konto | konto | kontoen | adgang | cifret | cifrede",
    enter: "indtast | indtaste | indtaster | skriv | skrive | tast | brug | bruge | benyt | anvend | kopier | kopiér | indsæt | angiv",
    other_number: "ordre* | bestilling* | faktura* | kvittering* | pakke* | forsendelse* | sporing* | billet* | sag | sagsnummer | reference* | kunde* | kontonummer | #nummer | *nummer | nr | police* | aftale* \
        | transaktion* | booking* | reservation* | flyrejse* | flybillet* | sæde | værelse | bord | side | version | model | produkt* | fejlkode* | postnummer | telefon* | tlf | ring til | mobil | ender på | sidste fire cifre \
        | kort | cvr | moms | gade | vej | rabat* | kampagne* | gavekort* | *rabatkode | *kampagnekode | *landekode | *stregkode | *afhentningskode | *kildekode | *qr kode | *bookingkode | invitation* \
        | medlem* | medarbejder* | over | mere end | cirka | omkring | siden | =år | i alt | total | beløb | saldo | pris* | afhent* | hente | udlever*",
    unit: "kr | kroner | dkk | personer | brugere | kunder | point | minutter | timer | sekunder | dage | uger | måneder | =år | sider | stk | gange | varer",
    other_code_topic: "rabat* | tilbud* | udsalg* | kampagne* | gavekort* | gratis fragt | flyrejse* | flybillet* | booking* | hotel | passager* | indkøbskurv*",
    warning: "del ikke | del den ikke | del aldrig | udlever* aldrig | aldrig | nogen | svindel* | videregiv*",
    expiry: "udløb* | gyldig* | gælder | minutter",
    disavowal: "hvis det ikke var dig | ikke var dig | ikke har bedt | har du ikke bedt | ikke har anmodet | ikke anmodet | ignorer* | se bort fra | genkender ikke",
    link_action: "log ind | fuldfør registreringen | færdiggør | accepter invitation* | accepter invitationen | tilslut dig | vælg en adgangskode | vælg adgangskode | ny adgangskode | opret adgangskode | deltag i \
        | konfigurer din konto | opsæt din konto",
};

pub(super) const NORWEGIAN: LanguageLexicon = LanguageLexicon {
    verification_code: "engangspassord* | engangskode* | bekreftelseskode* | verifiseringskode* | sikkerhetskode* | innloggingskode* | påloggingskode* | aktiveringskode* | tilgangskode* | midlertidig passord \
        | autentiseringskode* | gjenopprettingskode* | verifikasjonskode* | stadfestingskode* | eingongspassord* | eingongskode* | innloggingskoden | kontrollkode*",
    ambiguous_code: "kode | koden | koder | *kode | *koden | pinkode* | sifrene | følgende sifre | disse sifrene | dette nummeret | følgende nummer | tallkode*",
    verify: "verifis* | bekreft* | aktiver* | godkjenn* | autentis* | tilbakestill* | gjenopprett* | lås opp | låse opp | valider* | signer* | stadfest* | bytte passord | endre passord",
    access: "logge inn | logg inn | logger inn | innlogg* | pålogg* | logge på | registrer* | sikkerhet* | engangs* | identitet | passord* | totrinns* | to-trinns* | tofaktor* | to-faktor* | midlertidig* \
        | ny enhet | kontoen din | konto | kontoen | tilgang | sifret | sifrede",
    enter: "skriv inn | skriv | skrive inn | tast inn | tast | bruk | bruke | oppgi | angi | kopier | lim inn | legg inn",
    other_number: "ordre* | bestilling* | faktura* | kvittering* | pakke* | sendingen | sendingsnummer* | sporing* | billett* | sak | saksnummer | referanse* | kunde* | kontonummer | #nummer | *nummer | nr | polise* | avtale* \
        | transaksjon* | booking* | bestillingskode* | reservasjon* | flyreise* | flybillett* | sete | rom | bord | side | versjon | modell | produkt* | feilkode* | postnummer | telefon* | tlf | ring oss | mobil | slutter på \
        | siste fire sifre | kort | orgnr | org nr | mva | gate | vei | rabatt* | kampanje* | gavekort* | *rabattkode | *kampanjekode | *landkode | *strekkode | *hentekode | *kildekode | *qr kode \
        | *bookingkode | invitasjon* | medlem* | ansatt* | over | mer enn | cirka | omtrent | siden | =år | totalt | sum | beløp | saldo | pris* | hent* | hentekode* | utlever*",
    unit: "kr | kroner | nok | personer | brukere | kunder | poeng | minutter | timer | sekunder | dager | uker | måneder | =år | sider | stk | ganger | varer",
    other_code_topic: "rabatt* | tilbud* | salg* | kampanje* | gavekort* | gratis frakt | flyreise* | flybillett* | booking* | hotell* | passasjer* | handlekurv*",
    warning: "ikke del | del ikke | del den ikke | del aldri | aldri | med noen | svindel* | utlever* aldri",
    expiry: "utløper | gyldig* | gjelder | minutter",
    disavowal: "hvis det ikke var deg | ikke var deg | ikke ba om | ikke har bedt | ikke bedt om | ignorer* | se bort fra | kjenner ikke igjen",
    link_action: "logg inn | fullfør registreringen | fullfør registrering | godta invitasjon* | aksepter invitasjon* | bli med | velg et passord | velg passord | nytt passord | lag passord | opprett passord \
        | sett opp kontoen | konfigurer kontoen",
};

pub(super) const ICELANDIC: LanguageLexicon = LanguageLexicon {
    verification_code: "staðfestingarkóð* | öryggiskóð* | innskráningarkóð* | einnota lykilorð* | einnota kóð* | auðkenningarkóð* | virkjunarkóð*",
    ambiguous_code: "kóði | kóða | kóðinn | kóðann | kóðanum | *kóði | *kóðinn | *kóðann",
    verify: "staðfest* | sannreyn* | virkj* | auðkenn* | endurstill* | endurheimt*",
    access: "skrá inn | skrá þig | skráðu þig | innskrá* | skráning* | öryggi* | einnota | lykilorð* | aðgang* | reikning*",
    enter: "sláðu inn | slá inn | notaðu | skrifaðu | afritaðu | settu inn",
    other_number: "pöntun* | reikningsnúmer | kvittun* | sendingar* | sendingarnúmer | #númer | *númer | bókun* | sími | síma | póstnúmer | kennitala | afslátt* | afsláttarkóð* | samtals | verð",
    unit: "kr | krónur | mínútur | klukkustundir | dagar | manns | stykki",
    other_code_topic: "afslátt* | tilboð* | gjafabréf* | flug* | bókun* | hótel*",
    warning: "ekki deila | deildu ekki | aldrei | engum | neinum | svik*",
    expiry: "gildir | rennur út | mínút*",
    disavowal: "baðst ekki | baðst þú ekki | ef þetta varst ekki þú | hunsa* | hunsaðu",
    link_action: "skrá inn | ljúka skráningu | samþykkja boð | samþykktu boðið | nýtt lykilorð | velja lykilorð | ganga í",
};

pub(super) const AFRIKAANS: LanguageLexicon = LanguageLexicon {
    verification_code: "eenmalige wagwoord | eenmalige pin | verifikasiekode* | bevestigingskode* | sekuriteitskode* | aanmeldkode* | toegangskode* | aktiveringskode* | tydelike wagwoord",
    ambiguous_code: "kode | kodes | die volgende nommer | hierdie nommer",
    verify: "verifieer | verifi* | bevestig* | aktiveer* | herstel* | stel terug | magtig*",
    access: "aanmeld* | meld aan | teken in | registr* | sekuriteit | eenmalig* | wagwoord* | rekening | toegang",
    enter: "voer | tik | gebruik | kopieer | plak",
    other_number: "bestelling* | faktuur | kwitansie | pakkie | besending | kaartjie | verwysing* | kliënt* | #nommer | *nommer | bespreking* | vlug | telefoon* | poskode | afslag* | afslagkode | koepon* | totaal | bedrag | prys",
    unit: "mense | gebruikers | punte | minute | ure | dae | maande | jaar | rand",
    other_code_topic: "afslag* | koepon* | spesiale aanbod | vlug* | bespreking* | hotel",
    warning: "moenie * deel | moenie | nooit | niemand | bedrog",
    expiry: "verval | geldig* | minute",
    disavowal: "nie self | nie jy nie | nie versoek | ignoreer",
    link_action: "meld aan | teken in | voltooi registrasie | aanvaar uitnodiging | aanvaar die uitnodiging | nuwe wagwoord",
};

//! The lexicons of European languages: Romance, Germanic, Slavic, Turkish.

use super::language_lexicon::LanguageLexicon;

pub(super) const SPANISH: LanguageLexicon = LanguageLexicon {
    verification_code: "contraseña de un solo uso | clave dinamica | clave de un solo uso | clave temporal | contraseña temporal \
        | contraseña de uso unico | clave de acceso | clave de seguridad | clave unica",
    ambiguous_code: "código | códigos | clave | token | cifras | dígitos | siguiente número | número siguiente \
        | estos números | estas cifras | este número",
    verify: "firmar | firma | verific* | confirm* | activ* | valid* | autentic* | autoriz* | restablec* | recuper* | desbloque* | comprob* \
        | reestablec* | restaur* | cambiar la contraseña | cambiar tu contraseña",
    access: "inicia* sesión | iniciar sesión | inicio de sesión | inicia sesión | inicies sesión | acced* | acceso | entrar | ingres* \
        | registr* | seguridad | un solo uso | uso único | identidad | contraseña | dos pasos | dos factores | temporal \
        | nuevo dispositivo | correo electrónico | tu cuenta | su cuenta \
        | provisional | secret* | dinámic* | desechable | momentánea \
        | entra | entrada a | dígitos",
    enter: "introduce | introduzca | introducir | introdúce* | ingresa | ingresá | ingrese | ingresar | ingrésa* | escribe | escriba | escribir \
        | usa | usá | use | usar | utiliza | utilice | utilizar | copia | copie | pega | teclea | teclee | digita | digite | anota \
        | pon | ponga | mete | meta | inserta | inserte | coloca | coloque | introduciendo | ingresando | escribiendo \
        | tipea | marca | facilita",
    other_number: "pedido* | factura* | recibo | seguimiento | rastreo | envío | guía | paquete | entrada* | ticket | boleto* \
        | caso | expediente | referencia | ref | cliente | número de cuenta | cuenta nº | nº | n.º | núm | #número | n | póliza | contrato \
        | transacción | operación | folio | reserva* | localizador | vuelo | asiento | puerta | habitación | mesa | página \
        | capítulo | artículo | versión | modelo | serie | producto | error | postal | cp | c.p. | área | país | teléfono | tel \
        | móvil | celular | llama | llame | llamar | llámanos | terminada en | terminado en | termina en | que termina en \
        | acabada en | finalizada en | últimos 4 dígitos | tarjeta | nif | cif | rfc | nit | ruc | cuit | calle | avenida | av | piso \
        | promo* | promoción | promocional | descuento* | cupón* | regalo | bono | vale | referido* | invitación | qr | barras | oferta \
        | fidelidad | socio | empleado | matrícula | más de | menos de | hasta | casi | desde | año | total | importe | monto | saldo \
        | precio | solicitud | trámite | incidencia | recogida | retiro | colonia | apartado | usuario | reunión | swift \
        | sorteo | boletín | ley | decreto | identificador | premio \
        | revisión de código | revisión del código \
        | sede | aspirante | examen* | opositor | tribunal \
        | circular | aviso | resolución | norma | norma n \
        | puesto | vacante | plaza | candidatura \
        | número de registro | n.º de registro | número de inscripción",
    unit: "usuarios | personas | clientes | puntos | millas | km | pasos | calorías | artículos | productos | seguidores | visitas \
        | minutos | min | horas | h | segundos | días | semanas | meses | años | palabras | páginas | plazas | estrellas | euros \
        | pesos | dólares | mxn | cop | ars | clp | soles | pen | reseñas | opiniones | unidades | créditos | monedas | veces | alumnos",
    other_code_topic: "descuento* | % dto | rebajas | oferta* | cupón* | promoción | promocional | tarjeta regalo | envío gratis | vuelo | reserva* | hotel \
        | embarque | pasajero* | finalizar compra | id de reunión",
    warning: "compart* | no lo facilites | nunca te pedir* | nunca le pedir* | nadie | no reveles | divulg* | fraude | estafa* \
        | se lo digas | no digas",
    expiry: "caduca* | expira* | vence | válido | válida | minuto* | vigencia",
    disavowal: "si no has sido tú | no fuiste tú | no fue usted | si no solicitaste | no has solicitado | no ha solicitado | no reconoces | ignora | ignore",
    link_action: "enlace mágico | iniciar sesión | inicia sesión | completa* tu registro | completar registro | acepta* la invitación | crear contraseña",
};

pub(super) const PORTUGUESE: LanguageLexicon = LanguageLexicon {
    verification_code: "senha de uso único | senha temporária | senha única | senha descartável | palavra-passe única | senha provisória | chave de segurança \
        | palavra-passe de utilização única",
    ambiguous_code: "código | códigos | token | dígitos | números abaixo | número abaixo | seguinte número \
        | chave \
        | estes números | esta sequência | este número",
    verify: "assinar | assinatura | verific* | confirm* | ativ* | ative | activ* | valid* | autentic* | autoriz* | redefin* | recuper* | desbloque* | repor \
        | restaur* | alterar a senha | trocar a senha | troca de senha",
    access: "entrar | acess* | aceder | login | iniciar sessão | início de sessão | inicie sessão | cadastr* | regist* | segurança | uso único \
        | identidade | senha | palavra-passe | duas etapas | dois fatores | dois passos | temporário | temporária | novo dispositivo \
        | sua conta | utilização única \
        | provisóri* | secret* | descartável | dinâmic* \
        | dígitos | entra",
    enter: "digite | digita | digitar | insira | insere | inserir | introduza | introduzir | informe | informar | use | usar | utilize | utilizar \
        | copie | cole | preencha | coloque \
        | escreva | escrever | preencher | colocar | digitando | inserindo | escreve | usa | cola | colar",
    other_number: "pedido* | encomenda* | fatura* | nota fiscal | nf | nfe | recibo | rastreio | rastreamento | envio | pacote | ingresso* | bilhete* | ticket \
        | chamado | caso | processo | referência | ref | cliente | número da conta | conta nº | nº | #número | n | apólice | contrato | transação | operação \
        | protocolo | reserva* | localizador | voo | assento | portão | quarto | mesa | página | capítulo | artigo | versão | modelo | série | produto \
        | erro | postal | cep | área | país | telefone | tel | celular | telemóvel | ligue | ligar | ligue para | terminada em | terminado em | com final | final \
        | termina em | últimos 4 dígitos | cartão | cpf | cnpj | nif | rua | avenida | av | andar | promo* | promocional | desconto* | cupom | cupão | vale \
        | presente | indicação | convite | qr | barras | boleto | oferta | fidelidade | sócio | funcionário | matrícula | mais de | menos de | até | quase \
        | desde | ano | total | valor | montante | saldo | preço | solicitação | retirada | levantamento | usuário | reunião | lei | edital | sorteio \
        | concurso \
        | chave pix | chave da nota | revisão de código | revisão do código \
        | inscrição | local | sede | prova | candidato \
        | circular | aviso | comunicado | decreto | portaria | resolução \
        | vaga | cargo | candidatura \
        | número de registro | número de inscrição | número de registo",
    unit: "usuários | utilizadores | pessoas | clientes | pontos | milhas | passos | calorias | itens | produtos | seguidores | visualizações | minutos \
        | horas | segundos | dias | semanas | meses | anos | palavras | páginas | vagas | estrelas | reais | euros | avaliações | unidades \
        | créditos | moedas | vezes | alunos",
    other_code_topic: "desconto* | cupom | cupão | promoção | promocional | oferta* | frete grátis | portes grátis | vale-presente | voo | reserva* | hotel | embarque \
        | passageiro* | finalizar compra | liquidação",
    warning: "compartilh* | partilh* | nunca pedi* | ninguém | divulg* | forneça | golpe* | fraude* \
        | não conte",
    expiry: "expira* | válido | válida | minuto* | validade | vence",
    disavowal: "se não foi você | não foi você | não reconhece | não solicitou | não pediu | ignore | não reconheces",
    link_action: "link mágico | fazer login | iniciar sessão | concluir cadastro | conclua seu cadastro | concluir registo | aceitar convite | criar senha",
};

pub(super) const FRENCH: LanguageLexicon = LanguageLexicon {
    verification_code: "mot de passe à usage unique | mot de passe temporaire | mot de passe provisoire | mot de passe unique | code confidentiel | code secret",
    ambiguous_code: "code | codes | jeton | chiffres suivants | chiffres ci-dessous | numéro suivant | numéro ci-dessous \
        | clé \
        | ces chiffres | ce numéro | suite de chiffres",
    verify: "signer | signature | vérifi* | confirm* | activ* | valid* | authentifi* | autoris* | réinitialis* | récupér* | déverrouill* | débloqu* \
        | rétabl* | restaur* | changer votre mot de passe | prouv*",
    access: "connect* | connexion | identifi* | inscri* | accès | accéder | sécurité | sécuris* | usage unique | unique | mot de passe | identité \
        | deux étapes | deux facteurs | double authentification | temporaire | provisoire | nouvel appareil | votre compte | ton compte | adresse e-mail \
        | secret* | confidentiel* | dynamique | éphémère | jetable \
        | chiffres",
    enter: "saisissez | saisir | saisis | entrez | entrer | entre | utilisez | utiliser | utilise | tapez | taper | copiez | collez | renseignez | indiquez \
        | inscrivez | composez \
        | recopiez | recopier | recopie | reportez | reporter | insérez | insérer | colle | copier | saisissant | mettez \
        | indique | rentrez | rentre",
    other_number: "commande* | facture* | reçu | suivi | colis | expédition | livraison | billet* | ticket | dossier | référence | réf | ref | client | numéro de compte \
        | n° | nº | no | num | #numéro | police | contrat | transaction | opération | réservation* | vol | siège | porte | chambre | table | page | chapitre \
        | article | version | modèle | série | produit | erreur | postal | cp | cedex | indicatif | pays | téléphone | tél | tel | portable | appelez | appeler \
        | se terminant par | terminant par | finissant par | 4 derniers chiffres | carte | siret | siren | tva | rue | avenue | boulevard | bd | étage | bp \
        | promo* | promotion* | promotionnel | réduction | remise | avantage | coupon* | bon d'achat | cadeau | parrainage | parrain | invitation | qr | barres \
        | offre | fidélité | adhérent | membre | employé | matricule | plus de | moins de | jusqu'à | près de | depuis | année | total | montant | solde | prix \
        | demande | retrait | source | civil | pénal | réunion | rcs | capital | identifiant | loi | route | rome | ape | naf | guichet \
        | revue de code \
        | clé api | clé usb | clé publique | clé de licence \
        | établissement | candidat* | examen* | concours | centre \
        | circulaire* | décret* | arrêté | avis | communiqué \
        | poste | candidature \
        | numéro d'enregistrement | numéro d'inscription",
    unit: "utilisateurs | personnes | clients | points | miles | calories | articles | produits | abonnés | vues | minutes | heures | h | secondes | jours \
        | semaines | mois | ans | mots | pages | places | étoiles | euros | avis | unités | crédits | pièces | fois | élèves | logements | paris | lyon \
        | marseille",
    other_code_topic: "réduction* | remise* | soldes | promo* | code promo | offre spéciale | bon d'achat | carte cadeau | livraison offerte | livraison gratuite | vol | réservation* \
        | hôtel | embarquement | passager* | panier | de remise",
    warning: "partag* | communiqu* | ne vous demandera | jamais | personne | divulgu* | transmet* | fraude* | arnaque* \
        | n'en parlez",
    expiry: "expir* | valable | valide | minute* | validité",
    disavowal: "si vous n'êtes pas | si ce n'était pas vous | n'était pas vous | n'avez pas demandé | n'êtes pas à l'origine | n'avez pas effectué | ignorez | ignorer",
    link_action: "lien magique | se connecter | me connecter | connectez-vous | finaliser mon inscription | finaliser votre inscription | terminer l'inscription \
        | accepter l'invitation | créer mon mot de passe | c'était moi",
};

pub(super) const ITALIAN: LanguageLexicon = LanguageLexicon {
    verification_code: "password monouso | password usa e getta | password temporanea | codice usa e getta | password provvisoria",
    ambiguous_code: "codice | codici | pin | token | cifre | numero seguente | seguente numero \
        | chiave \
        | queste cifre | questi numeri | questo numero",
    verify: "firmare | firma | verific* | conferm* | attiv* | convalid* | valid* | autentic* | autorizz* | reimpost* | ripristin* | recuper* | sblocc* \
        | cambiare la password | cambio password | dimostra*",
    access: "acced* | accesso | login | registr* | iscri* | sicurezza | monouso | usa e getta | identità | password | due fattori | due passaggi | temporaneo \
        | nuovo dispositivo | tuo account | entrare \
        | provvisori* | temporane* | segret* | dinamic* | univoca \
        | via sms | via email | via e-mail | via mail \
        | cifre | entra",
    enter: "inserisci | inserisca | inserire | inseriscilo | inserite | digita | digiti | digitare | usa | usi | usare | utilizza | utilizzi | utilizzare | copia | incolla \
        | immetti | immettere | scrivi \
        | inserendo | scrivere | scriva | riporta | riporti | copi | incolli | incollare | copiare | inserir*",
    other_number: "ordine | ordini | fattura* | ricevuta | tracciamento | tracking | spedizione | pacco | biglietto | biglietti | ticket | pratica | caso | riferimento \
        | rif | cliente | numero di conto | conto n | n° | nº | n | nr | #numero | polizza | contratto | transazione | operazione | prenotazion* | volo | posto | camera | tavolo | pagina \
        | capitolo | articolo | versione | modello | serie | prodotto | errore | postale | cap | prefisso | paese | telefono | tel | cellulare | chiama | chiamaci \
        | che termina con | termina con | terminante con | ultime 4 cifre | carta | fiscale | iva | p.iva | via | viale | piazza | corso | piano | promo* | promozionale \
        | sconto | sconti | coupon | buono | regalo | invito | qr | barre | offerta | fedeltà | socio | tessera | matricola | più di | meno di | fino a | quasi \
        | anno | totale | importo | saldo | prezzo | richiesta | ritiro | univoco | destinatario | legge | riunione | rea | catastale \
        | revisione del codice \
        | chiave api | chiave pubblica | chiave di licenza \
        | sede | esame | candidat* \
        | circolare | decreto | avviso | delibera | comunicato \
        | posizione | candidatura \
        | numero di registrazione | numero di iscrizione",
    unit: "utenti | persone | clienti | punti | miglia | passi | calorie | articoli | prodotti | follower | visualizzazioni | minuti | ore | secondi | giorni | settimane \
        | mesi | anni | parole | pagine | posti | stelle | euro | recensioni | unità | crediti | monete | volte | milano | roma | torino",
    other_code_topic: "sconto | sconti | saldi | promo* | coupon | buono | carta regalo | spedizione gratuita | offerta | volo | prenotazion* | hotel | imbarco | passegger* | carrello",
    warning: "condivid* | comunic* | non ti chied* | non chied* | nessuno | divulg* | rivel* | truff* | frod* \
        | non dirlo",
    expiry: "scad* | valido | valida | minut* | validità",
    disavowal: "se non sei stato tu | non sei stato tu | non hai richiesto | non ha richiesto | non riconosci | ignora | ignori",
    link_action: "link magico | accedi | completa la registrazione | completa registrazione | accetta l'invito | crea password",
};

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
        | personal* | matrikel* | über | mehr als | weniger als | bis zu | rund | seit | jahr | gesamt | summe | betrag | saldo | preis | anfrage \
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
        | in te stellen | wijzigen | terugzetten",
    access: "inlog* | in te loggen | aanmeld* | aan te melden | login | toegang | registr* | beveilig* | veilig* | eenmalig* | identiteit | wachtwoord | tweestaps* | twee-staps* | twee-factor* | tweefactor* \
        | tijdelijk* | nieuw apparaat | je account | uw account \
        | voorlopig* | geheim* | dynamisch* \
        | cijferige | log in",
    enter: "voer | vul | invoeren | invullen | gebruik | gebruiken | typ | typen | kopieer | plak | toets \
        | voert | typt | invoer | overnemen | plakken | kopiëren | tik | intoetsen",
    other_number: "bestel* | bestelling* | order* | factu* | bon | zending* | pakket* | pakje | levering | ticket* | zaak | dossier* | referentie* | kenmerk | ref | klant* | rekening* | nr | #nummer \
        | *nummer | polis* | contract* | transactie* | boeking* | reservering* | vlucht | stoel | kamer | tafel | pagina | hoofdstuk | artikel* | versie | model | serie* | product* | fout* | postcode* \
        | *postcode | kvk | btw | telefoon* | tel | mobiel | bel | bellen | eindigend op | eindigt op | laatste 4 cijfers | laatste vier cijfers | bankpas | kaart | straat | *straat | laan | *laan | weg | plein | postbus | promo* | actie* | korting* | kado* | cadeau* | bon* | voucher* \
        | *kortingscode | *actiecode | *cadeaucode | *barcode | *foutcode | *broncode | *streepjescode | *afhaalcode | *landcode | *boekingscode | *qr code | waardebon | uitnodiging* | qr | streepjes* | aanbieding* \
        | lid* | personeel* | meer dan | minder dan | tot | bijna | sinds | jaar | totaal | bedrag | saldo | prijs | aanvraag* | afhaal* | ophaal* | vergadering* \
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

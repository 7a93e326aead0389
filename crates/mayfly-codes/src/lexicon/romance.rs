//! The lexicons of Romance languages.

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

pub(super) const ROMANIAN: LanguageLexicon = LanguageLexicon {
    verification_code: "parola de unică folosință | parolă de unică folosință | parola unică | parolă unică | parola temporară | parolă temporară \
        | codul unic | cod unic | parola de unica folosinta | parola dinamică | cheia de activare",
    ambiguous_code: "cod | codul | codului | coduri | codurile | codurilor | cifrele | următoarele cifre | următorul număr | aceste cifre | acest număr | pinul",
    verify: "verific* | confirm* | activ* | valid* | autentific* | autoriz* | reset* | recuper* | debloc* | aprob* | schimbarea parolei \
        | schimba parola | semnarea | semnezi | dovedi*",
    access: "conect* | autentificare | logare | loghezi | logați | loga | acces* | înregistr* | înscri* | securitate | siguranță | unică folosință \
        | identit* | parola | parolă | parolei | doi pași | doi factori | temporar* | dispozitiv nou | contul | contului | intra în cont | cifre",
    enter: "introdu | introduce | introduceți | introducă | introducând | tastează | tastați | scrie | scrieți | folosește | folosiți | utilizează \
        | utilizați | copiază | copiați | completează | completați | lipește",
    other_number: "comandă | comanda | comenzii | comenzi | factură | facturii | factura | bon fiscal | colet | coletul | coletului | awb | bilet* | rezerv* \
        | client | clientului | contract* | tranzac* | referință | dosar* | numărul contului | număr de cont | număr cont | poliță | polița | #număr | #numărul | nr | telefon* | tel | sunați | sună-ne \
        | poștal | iban | cui | cif | reducere | reduceri | promo* | voucher* | cupon* | cadou | invitați* | membru | ridicare | ridicării | zbor* | cameră \
        | camera | masa | total | sumă | suma | preț* | plată | eroare | erori | produs | produsului | versiunea | strada | str | etaj | bloc | sector \
        | peste | aproximativ | din anul | anul | zboruri | legea | articol*",
    unit: "lei | ron | bani | persoane | utilizatori | clienți | puncte | minute | ore | secunde | zile | săptămâni | luni | ani | bucăți | produse | km",
    other_code_topic: "reducere | reduceri | promoți* | cupon* | voucher* | card cadou | livrare gratuită | zbor | rezervare* | hotel | pasager* | coș de cumpărături",
    warning: "nu comunica* | nu împărtăși* | nu divulga* | nu dezvălui* | nu îl comunica* | nu da nimănui | nimănui | nimeni | niciodată | fraud* | nu-l împărtăși* | nu o comunica* | nu transmite*",
    expiry: "expir* | valabil* | minute",
    disavowal: "dacă nu ai fost tu | nu ați fost dvs | nu ai solicitat | nu ați solicitat | nu ai cerut | nu ați cerut | ignoră | ignorați | nu recunoști",
    link_action: "autentifică-te | conectează-te | intră în cont | finalizează înregistrarea | acceptă invitația | alătură-te | setează parola | setează o parolă \
        | alege o parolă | parolă nouă | creează parola | configurează contul",
};

pub(super) const CATALAN: LanguageLexicon = LanguageLexicon {
    verification_code: "contrasenya d'un sol ús | contrasenya d’un sol ús | clau d'un sol ús | contrasenya temporal | contrasenya única | clau temporal | contrasenya provisional",
    ambiguous_code: "codi | codis | xifres | dígits | aquest número | següent número | clau",
    verify: "verific* | confirm* | activ* | valid* | autentic* | autoritz* | restabl* | recuper* | desbloque* | comprov* | reinici* | canvi de contrasenya | canviar la contrasenya",
    access: "inicia* sessió | iniciar sessió | inici de sessió | inicieu sessió | inicia la sessió | accés | accedir | entrar | registr* | seguretat | sol ús | identitat \
        | contrasenya | dos passos | dos factors | temporal | dispositiu nou | nou dispositiu | compte | inscripció | xifres",
    enter: "introduïu | introdueix | introduir | escriviu | escriu | escriure | useu | usa | utilitzeu | utilitza | utilitzar | feu servir | fes servir | copieu | copia \
        | enganxa | enganxeu | teclegeu | tecleja | indiqueu | indica | poseu | posa",
    other_number: "comanda* | número de compte | factura* | rebut | seguiment | enviament | paquet* | entrada | entrades | tiquet | bitllet* | expedient | referència | client | #número | núm | pòlissa \
        | contracte | transacció | operació | reserva* | localitzador | vol | seient | habitació | taula | pàgina | versió | model | producte | postal | telèfon* | tel | truca* \
        | truqueu | mòbil | targeta | nif | carrer | avinguda | promo* | descompte* | cupó | regal | val | soci | empleat | més de | menys de | total | import | saldo | preu \
        | recollida | reunió | oferta",
    unit: "usuaris | persones | clients | punts | minuts | hores | segons | dies | setmanes | mesos | anys | euros | productes | unitats | vegades",
    other_code_topic: "descompte* | rebaixes | oferta* | cupó* | targeta regal | enviament gratuït | vol | reserva* | hotel | passatger* | cistella",
    warning: "no el comparteixis | no la comparteixis | compart* | ningú | mai no | no revelis | no reveleu | no el doneu | no el facilit*",
    expiry: "caduca* | caducarà | expira* | vàlid | vàlida | minuts | vigència",
    disavowal: "si no has estat tu | no heu estat vós | no has sol·licitat | no heu sol·licitat | no l'heu demanat | no l'has demanat | ignora | ignoreu",
    link_action: "iniciar la sessió | inicia la sessió | inicieu la sessió | iniciar sessió | inicia sessió | inicieu sessió | accepta la invitació | accepteu la invitació | uneix-te | uniu-vos | crea una contrasenya | contrasenya nova | nova contrasenya \
        | completa el registre | completeu el registre | configura el compte",
};

pub(super) const GALICIAN: LanguageLexicon = LanguageLexicon {
    verification_code: "contrasinal dun só uso | contrasinal de uso único | contrasinal temporal | contrasinal de só un uso",
    ambiguous_code: "código | códigos",
    verify: "verific* | confirm* | activ* | restabl* | restablec* | recuper*",
    access: "iniciar sesión | inicio de sesión | rexistr* | seguridade | contrasinal* | a túa conta | acced*",
    enter: "introduce | introduza | insire | escribe | escriba | usa | utiliza",
    other_number: "pedido* | encarga* | factura* | #número | reserva* | teléfono | desconto* | total | prezo",
    unit: "persoas | usuarios | minutos | horas | días | meses | anos | euros",
    warning: "non o compartas | con ninguén | ninguén",
    expiry: "caduca | válido | minutos",
    disavowal: "se non fuches ti | non solicitaches | non o solicitaches | ignora",
    link_action: "inicia sesión | acepta o convite | únete | novo contrasinal",
    ..LanguageLexicon::EMPTY
};

pub(super) const HAITIAN_CREOLE: LanguageLexicon = LanguageLexicon {
    verification_code: "modpas yon sèl fwa | kòd verifikasyon | kòd konfimasyon | kòd sekirite | kòd koneksyon",
    ambiguous_code: "kòd | kòd la",
    verify: "konfime | konfimasyon | verifye | verifikasyon | aktive | reyinisyaliz* | re-inisyaliz*",
    access: "konekte | koneksyon | enskri* | anrejistre | sekirite | modpas | kont ou",
    enter: "antre | tape | sèvi ak | itilize",
    other_number: "kòmand* | fakti | #nimewo | rezèvasyon | telefòn | rabè | total | pri",
    expiry: "valab | minit",
    disavowal: "si se pa ou | ou ka inyore | inyore",
    link_action: "konekte | aksepte envitasyon | nouvo modpas | klike sou lyen",
    ..LanguageLexicon::EMPTY
};

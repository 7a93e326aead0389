//! The lexicon of English, whose words also occur in mail in other languages.

use super::language_lexicon::LanguageLexicon;

pub(super) const ENGLISH: LanguageLexicon = LanguageLexicon {
    verification_code: "code you asked for | code you requested | code you wanted | code you need | sms code* | text message code* | email code* | e mail code* | otp | otps | totp | pairing code* | one time password* | temporary password* | provisional password* | one time pass | one time pin* | one time passcode* \
        | onetime password* | passcode* | pass code* | verification number* | verification pin* | mtan | smstan \
        | security pin | login pin | magic code* | 2fa code* | mfa code* \
        | activation key* | access key* | verification key* | confirmation key* | signing code* | signature code* | sign in key* | login key* | one time key* | one time * key | single use key* | voting key* | unlock key*",
    ambiguous_code: "code | codes | pin | token | number below | following number | number above | digits below \
        | following digits | these digits | digits above | characters below | following characters \
        | digit number | digit combination | unique number \
        | this number | these numbers | these characters | this sequence",
    verify: "sign the | sign your | sign this | e sign | signing the | signing your | document signing | signature | verif* | confirm* | activat* | validat* | authenticat* | authoris* | authoriz* | approv* | prove | reset* \
        | recover* | unlock* | restore*",
    access: "log you back in | logs you in | logs you back in | sign you back in | signs you in | let you back in | lets you back in | log you in | sign you in | gets you into | gets you in | lets you in | way in | way back in | get into | get in | get back in | get back into | let you in | sign in | signing in | signed in | sign up | signing up | signup | signin | sign on | log in \
        | logging in | login | log on | logon | two factor | 2 factor | 2fa | mfa | two step | 2 step | multi factor \
        | one time | onetime | single use | temporary | security | secur* | access* | regist* | password | identity \
        | email address | e mail address | new device | your account \
        | provisional | one off | disposable | secret \
        | digit",
    enter: "enter | entering | write | use | using | type | typing | input | paste | copy | key in | submit | provide | quote | tap in \
        | punch in",
    other_number: "purchase | delivery pin | delivery code | ride pin | trip pin | pickup pin | project | programme | program | campaign | plan | asset | file | group | lesson | module | exam | school | centre \
        | approval code | order | orders | invoice | invoices | receipt | receipts | tracking | track | shipment | shipments | shipping | parcel | parcels | package | packages | consignment \
        | waybill | awb | ticket | tickets | case | claim | reference | ref | customer | customers | client | account number* | account no \
        | acct | account id | card | card number | policy | contract | agreement | transaction | transactions | txn | trx \
        | payment id | payment reference | booking | bookings | reservation | reservations | itinerary | pnr | locator | flight | seat | seats | gate \
        | terminal | platform | train | bus | coach | room | table | page | pages | chapter | section | article | paragraph \
        | clause | version | build | release | kb | model | serial | serials | sku | item | items| product | product id | part number | part no | style \
        | stock | batch | lot | error | errors | status | http | response | exit | exception | bug | issue | pull request | commit \
        | port | postal | post | postcode | postcodes | zip | zipcode | zipcodes | area | country | region | dialling | dialing | phone | phones \
        | tel | telephone | mobile | cell | call | calls | call us | hotline | helpline | toll free | fax \
        | sms to | dial | ext | extension | ending | ending in | ending with | ends in | ends with | last four digits \
        | last 4 digits | last digits | iban | swift | bic | sort | routing | tax | vat | ein number | gst | gstin | company no | company number \
        | registered | registration no | registration number | licence | license | permit | nmls | fdic | copyright \
        | since | established | founded | year | suite | ste | floor | unit | apt | apartment | po box \
        | p o box | box | building | block | #number | numbers | no | nr | num | id | ids | promo | promos | promotion | promotions | promotional | discount | discounts \
        | coupon | coupons | voucher | vouchers | gift | gifts | giftcard | giftcards | referral | refer | invite | invitation | qr | bar | barcode | barcodes | offer | redeem \
        | redemption | loyalty | member | members | membership | employee | staff | student | roll | patient | badge | source | dress \
        | colour | color | hex | course | class | subject | fare | airport | store | branch | department | department no | meeting | webinar \
        | conference | zoom | pickup | pick up | collection | door | locker | lobby | over | more than | less than \
        | up to | nearly | almost | approximately | at least | top | limit | total | subtotal | amount \
        | balance | price | cost | fee | paid | pay | save | worth | usd | eur | gbp | inr | rs | vnd | idr | jpy | cny | rmb \
        | krw | thb | brl | rub | pln | uah | bdt | pkr | sar | aed | cad | aud | sgd | myr | chf | event id | session id \
        | request id | request number | request no | trace id | message id | user id | username | device id | uid | uuid | asin | isbn \
        | issn | doi | job | position | vacancy | requisition | application id | application number | application no | petition | docket | statement | confirmation number* \
        | confirmation no | confirmation id | prescription | rx | lottery | draw | score | rank | level | route | highway \
        | bldg | street | avenue | road | stop to | help to | short code | shortcode | premium | deposit | refund | bill | meter \
        | iso | rfc | windows | fiscal | fy | edition | season | episode | vol | volume | postage | genetic \
        | penal | civil | building code | morse | conduct | code of \
        | code review* | pr | merge request \
        | candidate* | venue | hall \
        | notice | circular | decree | bulletin | announcement | act | law",
    unit: "users | people | persons | customers | members | points | pts | miles | mi | km | kms | kilometers | kilometres | m \
        | meters | metres | ft | feet | kg | lbs | lb | g | grams | steps | calories | kcal | cal | items | products | pieces | pcs \
        | followers | subscribers | views | likes | minutes | mins | min | seconds | secs | sec | hours | hrs | hr | days | weeks \
        | months | years | words | pages | seats | jobs | stars | reviews | ratings | gb | mb | kb | tb | kwh | wh | mah \
        | credits | coins | tokens | dollars | usd | euros | euro | eur | pounds | gbp | rupees | inr | vnd | idr | yen | jpy \
        | yuan | cny | rmb | won | krw | baht | thb | rub | pln | tl | brl | uah | bdt | taka | pkr | riyals | sar | aed | chf \
        | cents | percent | times | votes | entries | photos | files | messages | emails | orders | downloads | companies \
        | developers | readers | students | participants | attendees | teams | countries | cities | stores | locations | homes \
        | units | shares | bps | px | dpi | rpm | hp | bc | ad | edition | season | collection | annual | new | more | other \
        | street | st | avenue | ave | road | rd | boulevard | blvd | lane | ln | drive | dr | way | square | plaza | court | parkway \
        | requests | calls | lines | rows | records | errors | commits | contributors | games | players | songs | tracks",
    other_code_topic: "discount* | % off | percent off | sale | coupon* | promo* | voucher* | checkout | at checkout | shop now | gift card* | free shipping \
        | giveaway | deal | deals | flight | itinerary | boarding | passenger* | hotel | reservation* | booking* | check in \
        | check out | meeting id | webinar | dial in | join meeting | conference id | referral | invite friends \
        | black friday | redeem | clearance",
    warning: "won't ask | will not ask | never request | will never | won't request | share | sharing | never ask | not ask | disclose | tell anyone | give | forward | anyone who asks | scam* | phishing \
        | fraud* | reveal \
        | nobody | no one",
    expiry: "expire* | expiry | valid for | valid until | valid only | minute* | mins | expiration",
    disavowal: "if this wasn't you | wasn't you | was not you | wasnt you | not you | didn't | did not | not me | ignore | don't recognise \
        | don't recognize | secure your account | report | undo | deny | decline | reject \
        | secure my account | wasn't me | block it",
    link_action: "magic link | sign in | log in | finish sign* | complete your registration | complete registration \
        | complete sign* | complete your sign* | accept invitation | accept the invitation | accept invite | yes it's me \
        | it was me | approve* | opt in | set your password | set a password | choose a password | create your password \
        | create password | set up your account | one click \
        | sign me in | log me in | yes it was me | it's me | that was me | let me in",
};

//! What is said of codes that are none any more, in every language. "Expires" and "will be invalid" aren't: those are
//! said of codes that work.

pub(super) const VOID: &str = "old | previous | prior | earlier | expired | no longer valid | no longer works | no longer active | doesn't work anymore \
    | superseded | replaced | cancelled | revoked | void \
    | anterior | antiguo | antigua | caducado | vencido | ya no es válido | ya no es válida | ya no sirve | ya no funciona | ya no vale | anulado \
    | antigo | antiga | expirado | expirou | não é mais válido | não é mais válida | já não é válido | já não é válida | não vale mais \
    | précédent | précédente | ancien | ancienne | =expiré | périmé | n'est plus valable | n'est plus valide \
    | precedente | vecchio | vecchia | scaduto | scaduta | non è più valido | non è più valida | non vale più \
    | alte | alter | alten | vorherige* | bisherige* | abgelaufen* | nicht mehr gültig \
    | oude | vorige | verlopen | niet meer geldig | vervallen \
    | stary | starego | poprzedni* | wygasł* | nieaktualn* | już nie działa \
    | eski | önceki | süresi doldu | süresi dolan | süresi dolmuş | artık geçerli değil | artık geçersiz \
    | старый | старого | старым | предыдущ* | прежн* | истек | больше не действ* | уже не действ* | аннулир* \
    | старий | старого | попередн* | більше не дійсн* | більше не діє | вже не діє | анульов* \
    | =mã cũ | =cũ | mã trước | trước đó | đã hết hạn | không còn hiệu lực | hết hiệu lực \
    | 旧 | 舊 | 之前的 | 上一个 | 上一個 | 先前的 | 已失效 | 已过期 | 已過期 | 已作废 | 已作廢 | 不再有效 \
    | 以前の | 前回の | 前の | 古い | 無効になりました | 期限切れ | 失効しました | 旧 \
    | 이전 | 기존 | 만료되었 | 만료된 | 더 이상 유효하지 | 더 이상 사용 \
    | เก่า | ก่อนหน้า | หมดอายุแล้ว | ใช้ไม่ได้แล้ว \
    | पुराना | पुराने | पिछला | पिछले | समाप्त हो चुका | समाप्त हो गया | अब मान्य नहीं \
    | পুরনো | পুরানো | আগের | মেয়াদ শেষ হয়ে | মেয়াদোত্তীর্ণ | আর কার্যকর নয় | বাতিল \
    | القديم | القديمة | السابق | السابقة | منتهي الصلاحية | انتهت صلاحيته | لم يعد صالح* | لم يعد ساري* \
    | پرانا | پرانے | پچھلا | پچھلے | ختم ہو چکا | ختم ہو چکی | اب درست نہیں \
    | kode lama | kod lama | kode sebelumnya | sudah tidak berlaku | tidak berlaku lagi | sudah kedaluwarsa | sudah hangus";

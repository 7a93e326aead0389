//! Words that connect a word for codes with its number: "is", "your", "for you", "this".

/// Function words, by groups of languages.
pub(crate) const FUNCTION_WORDS: [&str; 11] = [
    // English
    "is s your for you this the below here now of was it will be new own following as",
    // Romance
    "es tu su el la para usted ti e o seu sua voce teu est le votre ton vous pour voici c il tuo suo per te era sera sara nuevo nueva novo nova \
     nouveau nouvelle nuovo nuova vuestro vostro vosso moi toi este tau dvs dumneavoastra pentru va mai jos urmatorul al sunt el teu la teva els \
     seva vostre meva vos per a us aquest",
    // Germanic
    "ist lautet ihr dein der die das fur sie dich je uw voor jou u euer euch jullie neue neuer nieuwe ar din ditt du er det den til din dit dig \
     deg for har nya nye nytt herunder nedan nedenfor her har dette denne þinn þitt",
    // Slavic
    "jest twoj to dla ciebie nowy ваш твои это для вас тебя це новыи новая ваша твоя тебе вам je vas vase vasa vase pro pre za vam nova \
     je tvoj tvoje zde tento tady novy va vaš ваше ваши за ви е вашият вашата твоят нов нова следният тук следва jeste вашиот твојот sodeci glasi",
    // Turkic, Greek, Baltic, Uralic
    "bu sizin dur icin senin benim yeni ειναι σας σου ο η το για αυτος εδω νεος yra jusu jums tavo sis ir jusu tavs sis on sinun sinu teie \
     tassa teidan az a az on ez ont te neked onnek uj itt kovetkezo",
    // Vietnamese, Indonesian, Malay, Tagalog, Swahili
    "cua ban ma quy khach la kamus ialah yaitu baru nya adalah anda kamu ini ang iyong ay para sa mo ito po ni yako lako wako hii ndiyo",
    // Arabic, Persian
    "هو هي الخاص بك شما برای است این تان عبارت از برابر با",
    // Hebrew
    "הוא היא שלך שלכם עבור זה זהו",
    // Hindi
    "तुम्हारा तुम्हारे नया नई आप आपका आपकी आपके है हैं यह का की के को लिए",
    // Bengali
    "তোমার নতুন আপনার আপনাকে হল হলো হচ্ছে এর জন্য",
    // Urdu
    "نیا تمہارا آپ کا کی کے کو ہے یہ لیے",
];

/// Function words of scripts without spaces: "ของคุณคือ", "は", "입니다".
pub(crate) const UNSPACED_FUNCTION_WORDS: &str = "ของคุณ ของท่าน ของลูกค้า สำหรับคุณ คือ เป็น นี้ ได้แก่ ค่ะ ครับ ว่า เท่ากับ \
    是 为 為 您的 您 你的 如下 下方 です は が を 、 の 以下 次 下記 通り とおり \
    입니다 는 은 이 가 를 을 로 으로";

/// Words that mean "is", before or after what they connect.
pub(crate) const COPULAS: &str = "is lautet ist es este é è est és jest to là adalah ialah är er on је je ir yra є это ето είναι glasi هو هي ay ni ndiyo \
    है हैं ہے হলো হল হচ্ছে הוא היא است باشد এটি e dir dır";

/// Words that mean "is" in scripts without spaces.
pub(crate) const UNSPACED_COPULAS: &str = "คือ 是 为 為 は が です 는 은 입니다 を";

/// Words that mean "is" and stand at the end of a sentence.
pub(crate) const POSTPOSED_COPULAS: &str = "है हैं ہے است می‌باشد হলো হল છે ਹੈ ஆகும் です だ 입니다 이에요";

"""What titles and walls say on pages that are no articles, in the languages of news sites."""

import re


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


# Each of these is matched against a whole title, or the part of it before the site's name.
LOST = _any(
    r"(?:http |error |erreur |fehler |错误\s*|ошибка |oops\W*)*(?:404|410)\W*(?:(?:error|page|not found|gone|页|頁|错|找|您|抱歉|ページ|お探し|seite|nicht|erreur|introuvable|no encontrad|não|non trovat|страниц|не найден|페이지).{0,40})?",
    r".{0,30}\b(?:page|content|article|story|url|site)\b.{0,30}(?:\bnot (?:be )?(?:found|available|exist)|(?:can(?:no|.)t|could ?n.t) (?:be )?f(?:ound|ind)|no longer (?:available|exists?)|does ?n.t exist|has (?:been )?(?:moved|removed|gone|expired)|is missing|unavailable)\W*",
    r".{0,20}(?:can.t|cannot|could ?n.t) find (?:that|the|this) (?:page|article|story)\W*|not found|nothing (?:was )?found(?: here)?|file not found|oops\W*",
    r".{0,12}(?:页面|網頁|网页|頁面|文章|内容|內容|新闻|新聞|信息|链接|資料|您(?:访问|查看|要找|要访问|所访问)的).{0,12}(?:不存在|没有找到|沒有找到|未找到|找不到|已(?:经)?被?(?:删除|刪除|下线|移除)|丢失|遺失|失效|已过期)了?\W*",
    r"(?:出错了|页面出错|系统提示|错误提示|提示信息|找不到(?:页面|網頁|頁面))\W*",
    r".{0,20}seite (?:wurde )?(?:leider )?nicht (?:gefunden|verfügbar)\W*|.{0,10}seite existiert nicht(?: mehr)?\W*|nicht gefunden",
    r"(?:la )?page (?:introuvable|non trouvée|inexistante|demandée n.existe).{0,20}|contenu (?:introuvable|indisponible)|(?:cette|la) page n.existe (?:pas|plus)\W*",
    r"(?:la )?p[áa]gin[ae] (?:n[oã]o? )?(?:se )?(?:encontrad[ao]|encontra|existe|non trovata|não encontrada)\W*|pagina non (?:trovata|esiste)\W*|pagina niet gevonden",
    r".{0,10}(?:ページ|記事)(?:は|が).{0,14}(?:見つかりません|見つかりませんでした|存在しません|終了しました|削除されました)(?:でした)?\W*",
    r"страница не (?:найдена|существует).{0,20}|.{0,12}페이지를? ?(?:찾을 수 없습니다|.{0,6}없습니다)\W*|ошибка 404",
)
LOGIN = _any(
    r"(?:请先?|用户|会员|會員|账号|帳號|统一身份|您?尚未)?(?:登录|登陆|登入)(?:\s*[/／、]\s*注册)?(?:页面|系统|平台|中心)?",
    r"(?:(?:please|member|user|customer|subscriber|account|staff|secure|client)s? )?(?:log ?[io]n|sign ?[io]n|login page)(?:(?: or|/| ?&) (?:register|sign ?up|join|create an account))?(?: to (?:your|my|the) .{0,40}| to continue| required| here| page)?\W*|log in to .{0,30}|my account",
    r"(?:bitte )?(?:anmelden|einloggen|anmeldung|kunden-?login)|(?:se )?connexion|s.identifier|connectez-vous.{0,20}|(?:iniciar|inicia|inicie) sesi[óo]n|acceder|accedi|fazer login|entrar",
    r"(?:会員)?ログイン(?:ページ|画面)?|로그인|вход(?: в .{0,25})?|авторизация|войти|inloggen|logga in|zaloguj si[ęe]|logowanie",
)
CONSENT = _any(
    r".{0,20}we (?:value|care about|respect) your privacy.{0,20}|before you continue.{0,40}|(?:your )?privacy (?:settings|choices|preferences|cent(?:re|er))\W*|(?:cookies?|gdpr)(?: and privacy)? (?:consent|settings|preferences|policy|notice|choices)|your (?:cookie|data|consent) .{0,20}|we (?:and our partners )?use cookies.{0,30}|consent|manage (?:your )?(?:consent|cookies).{0,20}",
    r"(?:ihre )?datenschutz-?(?:einstellungen|präferenzen)?|mit werbung (?:weiter)?lesen.{0,30}|.{0,24}(?:ihre|deine) (?:zustimmung|einwilligung|privatsphäre).{0,12}|cookies? zustimmen|privatsphäre-?einstellungen|cookie-einstellungen",
    r"(?:vos choix|gestion|paramètres|gérer|votre).{0,30}(?:cookies|vie privée|consentement)|(?:nous )?respectons votre vie privée|.{0,14}(?:tu|su|sua|la tua) privac(?:idad|idade|y).{0,14}|.{0,12}(?:valoramos|rispettiamo).{0,20}",
    r"(?:我们|我們)?(?:重视|尊重|重視)您的(?:隐私|隱私|私隱)\W*|cookie ?(?:设置|設定|声明|政策)|在您?继续之前|在您?繼續之前|隐私(?:设置|选项)|隱私設定",
    r"プライバシーに関する.{0,10}|続行する前に|cookie ?の(?:設定|使用).{0,6}|クッキー.{0,10}同意.{0,6}|ваша конфиденциальность.{0,10}|настройки (?:файлов )?cookie|개인정보 .{0,10}설정|쿠키 (?:설정|동의)",
)
ROBOT = _any(
    r"just a moment\W*|attention required.{0,20}|access (?:to this page )?(?:has been )?(?:is )?denied\W*|(?:error )?(?:403|401|429|503)\W*(?:(?:forbidden|error|unauthori[sz]ed|too many|access|禁止|拒绝).{0,30})?|forbidden|pardon our interruption\W*|(?:please )?(?:verify|confirm|prove)(?:ing)? (?:that )?you.{0,3} (?:are )?(?:a |not )?.{0,3}(?:human|robot|bot)\W*|are you (?:a )?(?:human|robot).{0,3}|robot check|security check.{0,20}|human verification|checking your browser.{0,40}|bot (?:check|verification|detection)|captcha.{0,20}|too many requests|unusual (?:traffic|activity).{0,20}|one more step\W*|you have been blocked.{0,10}|request (?:blocked|rejected)\W*|ddos-guard|.{0,20}not a robot\W*|error 1020|please wait\W*",
    r"(?:百度|网站|滑动|安全|人机|访问|系统)+验证(?:码|中心)?|(?:请)?(?:输入|完成).{0,10}验证码?.{0,8}|验证码|.{0,14}(?:访问|请求|操作)(?:过于|太|次数)?(?:频繁|过多).{0,16}|访问(?:被(?:拒绝|阻断|拦截)|受限|禁止|异常)|禁止访问|您的(?:访问|请求).{0,12}(?:拦截|阻断|拒绝)|安全驗證|存取被拒|驗證您是.{0,4}人.{0,3}|人机身份验证",
    r"sicherheits(?:überprüfung|abfrage|check)|zugriff (?:verweigert|gesperrt)|ein(?:en)? moment.{0,10}|(?:vérification|contrôle) (?:de sécurité|requise).{0,10}|accès (?:refusé|interdit|bloqué).{0,10}|un (?:instant|momento)\W*|acces(?:s|o) (?:denegado|negado|negato)|verificaci[óo]n de seguridad|verifica(?:r|ção)? .{0,14}(?:humano|robot|robô)",
    r"アクセスが(?:拒否|制限|集中).{0,12}|.{0,6}ロボットではない.{0,16}|画像認証|セキュリティ(?:チェック|認証)|доступ (?:запрещ[её]н|ограничен).{0,12}|проверка (?:безопасности|браузера).{0,10}|вы не робот.{0,3}|접근이? ?(?:거부|차단).{0,8}|보안 ?(?:확인|문자).{0,6}",
)
SEARCH = _any(
    r".{0,60}(?:search results?|results for|you searched for|search for:?).{0,60}|search|(?:advanced|site) search",
    r".{0,40}(?:搜索结果|搜尋結果|站内搜索|检索结果|站內搜尋|全站搜索)|(?:新闻)?(?:搜索|搜尋|检索)(?:[:：].{0,40})?|.{1,30}(?:的搜索|搜索)",
    r".{0,20}(?:suchergebniss?e?|suche nach|ergebnisse für|ihre suche).{0,50}|suche|(?:résultats?|recherche)(?: d[eu]| pour|:| « ).{0,50}|recherche|resultados? (?:de|para|da).{0,50}|(?:buscar|b[úu]squeda|busca|cerca|ricerca)(?:[: ].{0,40})?|risultati .{0,50}|zoekresultaten.{0,40}",
    r".{0,40}検索結果.{0,10}|検索[:：].{0,40}|(?:результаты поиска|поиск)(?:[: ].{0,50})?|.{0,30}검색 ?결과.{0,6}",
)
TAG = _any(
    r"(?:(?:browsing )?tags?|topics?|keywords?|label|subject|category|archives?|posts? tagged)\s*[:：|»].{1,60}|.{1,50} (?:archives?|topics?|tag)|(?:all|latest|more)(?: the)? (?:news|articles|stories|posts|headlines)? ?(?:on|about|tagged|from) .{1,50}|.{1,40}: (?:latest )?(?:news|articles|stories)(?: (?:and|&) .{1,20})?|.{1,40}(?:news|latest) (?:and|&) (?:updates|analysis|videos)",
    r"(?:标签|標籤|话题|話題|专题|專題|关键[词字]|Tag|主题)\s*[:：].{1,40}|.{1,30}(?:相关新闻|相關新聞|相关文章|专题|專題|话题|标签|最新消息|的文章|全部文章)",
    r"(?:thema|themen|schlagwort(?:e|archiv)?|dossier|stichwort|archiv)\s*[:：] ?.{1,50}|.{1,40}: alle (?:nachrichten|artikel|beiträge).{0,20}|(?:tag|étiquette|sujet|dossier|mot-clé|etiqueta|tema|temas|argomento)\s*[:：] ?.{1,50}|toute l.actualité .{1,50}|(?:todas? las noticias|últimas? noticias?|tutte le notizie|noticias|notícias) (?:de|sobre|su) .{1,50}",
    r"(?:タグ|キーワード|テーマ|特集)\s*[:：].{1,40}|.{1,40}(?:の記事一覧|に関する記事|に関するニュース|の最新記事|の関連記事)|(?:тег|тема|метка)\s*[:：].{1,50}|.{1,40}(?:все новости|последние новости)|(?:태그|주제)\s*[:：].{1,40}|.{1,30}관련 (?:기사|뉴스).{0,6}",
)

# These are searched for in a title.
LIVE = _any(
    r"\blive(?: ?(?:updates?|blog|ticker|coverage|reporting)|:)|[–—-] live(?:!|$|\W)|as it happened|\bminute by minute|^live\b[^a-z]*(?:$|[-–—:|])",
    r"(?:图文|文字|实时|滚动|全程|现场|视频)直播|^直播|直播[:：|｜丨]|实时更新|滚动更新|即時更新|文字實錄|滚动播报",
    r"live-?ticker|news-?blog|newsticker|liveblog|en direct\b|\bdirect ?:|en vivo|en directo|minuto a minuto|ao vivo|in diretta|la diretta",
    r"速報中|ライブ(?:】|ブログ|配信)|онлайн-?трансляция|прямая трансляция|текстовая трансляция|실시간",
)
VIDEO = _any(
    r"^\W*(?:video|watch|视频|視頻|影片|動画|vidéo|видео|영상|vídeo)\s*[】\])）]?\s*[:：|｜丨】\]]|[\[（(【]\s*(?:视频|視頻|video|動画|影片)\s*[\])）】]|[_|–—-]\s*(?:video|videos|视频|vidéos?)(?:$|\W)",
)
GALLERY = _any(
    r"组图|組圖|图集|圖集|高清图|图片故事|圖輯|(?:in|the) (?:pictures|photos)\b|^(?:photos?|pictures|gallery|slideshow|images)\s*[:：]|photo (?:gallery|essay)|picture (?:gallery|essay)",
    r"fotostrecke|bildergalerie|^bilder ?:|in bildern|diaporama|en images|galerie photo|fotogaler[íi]a|en fotos|en im[áa]genes|le foto\b|fotogallery|galeria de fotos",
    r"写真特集|フォトギャラリー|写真(?:まとめ|集)|фотогалерея|фоторепортаж|в фотографиях|화보",
)

PAYWALL = _any(
    r"subscribe (?:now )?(?:to|and) (?:continue|read|keep)|to (?:continue|keep) reading|(?:this|the) (?:article|story|content) is (?:only )?(?:for|reserved for|exclusive to|available to|exclusively for) .{0,20}(?:subscribers|members)|(?:subscribers?|members?)[- ]only|already a (?:subscriber|member)|(?:reached|used|read) .{0,30}(?:free )?articles|(?:unlock|rest of) this (?:article|story)|start your (?:free )?trial|for full access",
    r"剩余.{0,12}(?:付费|订阅|未读)|付费(?:后|阅读|订阅|内容|可)|(?:订阅|开通会员|加入会员|登录|登陆|購買|订购)后?[，,]?(?:即可|可|畅|继续|查看|繼續)?(?:继续)?(?:阅读|查看|閱讀|读).{0,4}(?:全文|更多|原文)?|本文为?(?:付费|会员|訂戶)|(?:会员|訂戶|會員)(?:专享|独享|限定|專享|可讀)|成为会员|試讀(?:結束|完畢)|试读(?:结束|部分)",
    r"weiterlesen mit|jetzt (?:abo|abonnieren|weiterlesen|plus)|nur für abonnent|exklusiv für abonnent|mit (?:einem )?(?:abo|plus).{0,20}(?:weiter)?lesen|artikel (?:ist )?(?:nur )?(?:kostenpflichtig|für abonnent)|(?:article|contenu) réservé aux? abonné|(?:pour )?lire la suite.{0,20}abonn|il vous reste .{0,12}(?:à lire|de cet article)|déjà abonné|(?:contenido|artículo) (?:exclusivo|solo) para suscriptores|suscr[íi]bete para|conteúdo exclusivo para assinantes|(?:contenuto|articolo) riservato agli abbonati|abbonati per",
    r"有料会員|会員限定(?:の?(?:記事|コンテンツ))?(?:です|となって)|残り ?[:：]?\d+文字|(?:この記事の)?続き(?:は|を読むには).{0,16}(?:会員|登録|ログイン|購読)|(?:материал|статья) доступн[аы]? (?:только )?(?:по подписке|подписчикам)|только для подписчиков|유료 ?(?:회원|구독)|구독자 전용",
)
# How much of the article is not there: with these words what is there is a part, however long.
REST = _any(
    r"reste [\d.,]+ ?%|剩余.{0,6}?\d+ ?%|残り ?[:：]?[\d,]+文字",
)
# One of these is in whatever PAYWALL matches: looking for them first costs a tenth.
# fmt: off
_PAYING_ASCII = (
    "subscri", "member", "reading", "articles", "trial", "unlock", "weiterlesen", "abonn",
    "kostenpflichtig", "abbon", "suscri", "assinant", "riservat", "reste",
)
_PAYING = (
    *_PAYING_ASCII, "付", "订阅", "會員", "会员", "会員", "登录", "登陆", "试读", "試讀", "訂", "购", "購", "剩余",
    "réserv", "有料", "続き", "残り", "подпис", "유료", "구독",
)
# fmt: on
_PAYING_TWO = (("full", "access"), ("jetzt", "plus"), ("jetzt", "abo"), ("mit", "lesen"))
COOKIES = _any(
    r"cookies?|クッキー|쿠키|consent|partners?|partenaires|socios|partner(?:n)?\b|personal(?:i[sz]ed)? (?:data|ad)|privacy|personenbezogen|einwilligung|zustimmung|datenschutz|consentement|vie privée|données|consentimiento|privacidad|datos|隐私|隱私|同意|个人(?:信息|数据)|個人データ|プライバシー|конфиденциальн|согласи|персональн|개인정보|동의"
)
AGREE = _any(
    r"^\W*(?:(?:yes, )?(?:i )?(?:accept|agree|allow|consent|reject|deny|decline|got it)(?: (?:to )?(?:all|and continue|cookies|and close).{0,12})?|(?:manage|more|show) (?:my )?(?:options|choices|preferences|settings|cookies)|接受.{0,8}|同意.{0,8}|全部(?:接受|拒绝|同意)|(?:alle )?(?:akzeptieren|zustimmen|annehmen|ablehnen).{0,14}|(?:tout )?(?:accepter|refuser).{0,14}|(?:aceptar|rechazar|aceitar|accetta|rifiuta).{0,14}|(?:すべて)?同意する|принять.{0,8}|согласен|(?:모두 )?동의.{0,6})\W*$"
)
SHELL = _any(
    r"(?:正在)?(?:加载|載入|加載)(?:中)?.{0,6}|请?(?:开启|启用|啟用|允许).{0,4}java ?script.{0,16}|.{0,40}(?:enable|need|requires?|turn on) java ?script.{0,60}|loading\W*|please wait\W*|.{0,20}java ?script.{0,10}(?:aktivieren|有効|nécessaire|activer|activar|включ|disabled).{0,20}|wird geladen\W*|読み込み中\W*|chargement\W*|cargando\W*|загрузка\W*|로딩.{0,4}|carregando\W*"
)
_SITE = re.compile(r"\s+[-–—|｜·•»:]\s+|\s*[_|｜]\s*|--+|\s+[-–—]\s*$| :: ")


def parts(title: str) -> list[str]:
    """Return the title whole, and its parts between the marks that part it from a site's name."""
    pieces = [piece for piece in _SITE.split(title[:300]) if piece.strip()]
    return list(dict.fromkeys([title.strip()[:300], *pieces]))


def matched(pattern: re.Pattern[str], titles: list[str]) -> str:
    """Return the first title of which *pattern* matches all, or an empty text."""
    return next((title for title in titles if pattern.fullmatch(title.strip())), "")


def may_ask_for_money(text: str) -> bool:
    """Tell whether a line of *text*, whatever its blanks, could match PAYWALL at all."""
    lowered = text.lower()
    if any(stem in lowered for stem in (_PAYING_ASCII if lowered.isascii() else _PAYING)):
        return True
    return any(first in lowered and second in lowered for first, second in _PAYING_TWO)

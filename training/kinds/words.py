"""What sites say on pages that are no articles, by language."""

WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "lost": {
        "zh": (
            "404 - 页面不存在",
            "您访问的页面找不到了",
            "该文章已被删除",
            "抱歉，您要查看的内容不存在",
            "页面没有找到",
            "出错了",
        ),
        "en": (
            "404 Not Found",
            "Page not found",
            "Sorry, we can't find that page",
            "This page is no longer available",
            "Oops! That page can’t be found.",
        ),
        "de": ("Seite nicht gefunden", "Fehler 404", "Diese Seite existiert nicht mehr"),
        "ja": (
            "ページが見つかりません",
            "お探しのページは見つかりませんでした",
            "この記事は掲載期間が終了しました",
        ),
    },
    "sorry": {
        "zh": (
            "您可以返回首页或使用搜索功能。",
            "链接可能已经失效，请检查网址是否正确。",
            "系统将在5秒后自动跳转到首页。",
        ),
        "en": (
            "The link may be broken, or the page may have been removed.",
            "Try searching, or go back to the home page.",
            "Here are some stories you might like instead.",
        ),
        "de": (
            "Der Link ist möglicherweise veraltet.",
            "Bitte nutzen Sie die Suche oder gehen Sie zur Startseite.",
        ),
        "ja": ("URLをご確認のうえ、もう一度お試しください。", "トップページへお戻りください。"),
    },
    "login": {
        "zh": ("用户登录", "登录", "请登录", "账号登录", "登录/注册"),
        "en": ("Log in", "Sign in to your account", "Login", "Sign In", "Member login"),
        "de": ("Anmelden", "Einloggen", "Login"),
        "ja": ("ログイン", "会員ログイン"),
    },
    "fields": {
        "zh": ("手机号/用户名", "密码", "记住我", "忘记密码？", "立即注册"),
        "en": (
            "Email address",
            "Password",
            "Remember me",
            "Forgot your password?",
            "Create an account",
        ),
        "de": (
            "E-Mail-Adresse",
            "Passwort",
            "Angemeldet bleiben",
            "Passwort vergessen?",
            "Jetzt registrieren",
        ),
        "ja": (
            "メールアドレス",
            "パスワード",
            "ログイン状態を保持する",
            "パスワードを忘れた方",
            "新規会員登録",
        ),
    },
    "consent": {
        "zh": ("我们重视您的隐私", "Cookie 设置", "在您继续之前"),
        "en": (
            "We value your privacy",
            "Before you continue",
            "Your privacy choices",
            "We and our partners use cookies",
        ),
        "de": (
            "Datenschutzeinstellungen",
            "Mit Werbung weiterlesen",
            "Wir benötigen Ihre Zustimmung",
        ),
        "ja": ("プライバシーに関する設定", "続行する前に"),
    },
    "consenting": {
        "zh": (
            "我们和合作伙伴使用Cookie及类似技术在您的设备上存储和访问信息，以提供个性化广告和内容。您可以接受或拒绝，也可以随时撤回同意。",
        ),
        "en": (
            "We and our 812 partners store and access information on a device, such as cookies, and process personal data for personalised advertising and content. You can change your choices or withdraw your consent at any time.",
            "With your consent, we use cookies and similar technologies to measure audiences and improve our services.",
        ),
        "de": (
            "Wir und unsere 210 Partner verwenden Cookies und ähnliche Technologien, um personenbezogene Daten zu verarbeiten. Sie können Ihre Einwilligung jederzeit widerrufen.",
        ),
        "ja": (
            "当社とパートナーはクッキーなどの技術を使用して、個人データを処理します。同意はいつでも撤回できます。",
        ),
    },
    "agree": {
        "zh": ("接受全部", "全部拒绝", "更多选项"),
        "en": ("Accept all", "Reject all", "Manage options"),
        "de": ("Alle akzeptieren", "Ablehnen", "Einstellungen"),
        "ja": ("すべて同意する", "拒否する", "設定"),
    },
    "pay": {
        "zh": (
            "剩余80%内容，付费后可阅读全文",
            "本文为付费内容，订阅后可继续阅读",
            "登录后查看全文",
            "开通会员，畅读全文",
        ),
        "en": (
            "Subscribe to continue reading",
            "This article is for subscribers only",
            "Already a subscriber? Log in",
            "You have reached your limit of free articles.",
        ),
        "de": (
            "Weiterlesen mit Plus",
            "Jetzt Abo abschließen und weiterlesen",
            "Dieser Artikel ist nur für Abonnenten",
        ),
        "ja": (
            "この記事は有料会員限定です",
            "残り1200文字。続きは会員登録すると読めます",
            "会員限定記事です",
        ),
    },
    "robot": {
        "zh": ("安全验证", "请完成下列验证后继续", "您的访问过于频繁，请输入验证码", "访问被拒绝"),
        "en": (
            "Just a moment...",
            "Attention Required!",
            "Access Denied",
            "Are you a robot?",
            "Please verify you are a human",
            "Pardon Our Interruption",
        ),
        "de": ("Sicherheitsüberprüfung", "Zugriff verweigert"),
        "ja": ("アクセスが拒否されました", "ロボットではないことを確認してください"),
    },
    "search": {
        "zh": ("“{q}”的搜索结果", "{q} - 站内搜索", "搜索：{q}", "{q}_搜索"),
        "en": ("Search results for {q}", "You searched for {q}", "{q} - Search", "Search"),
        "de": ("Suchergebnisse für {q}", "Suche nach {q}"),
        "ja": ("「{q}」の検索結果", "検索：{q}"),
    },
    "tag": {
        "zh": ("标签：{q}", "{q}相关新闻", "{q}_专题", "话题：{q}", "{q}"),
        "en": ("{q} | Topic", "Tag: {q}", "{q} Archives", "Latest news on {q}", "{q}"),
        "de": ("Thema: {q}", "{q}: Alle Nachrichten", "Schlagwort: {q}"),
        "ja": ("タグ：{q}", "「{q}」の記事一覧", "{q}に関する記事"),
    },
    "home": {
        "zh": ("{p}首页", "{p}_新闻门户", "{p}", "{p}-让新闻更有力量"),
        "en": ("{p} - Breaking news, latest headlines", "{p} | Home", "{p}"),
        "de": ("{p} - Aktuelle Nachrichten", "{p}: Startseite", "{p}"),
        "ja": ("{p} トップ", "{p} - 最新ニュース", "{p}"),
    },
    "shell": {
        "zh": ("正在加载...", "请开启JavaScript以继续使用", "加载中，请稍候", ""),
        "en": ("Loading...", "You need to enable JavaScript to run this app.", "Please wait", ""),
        "de": ("Bitte aktivieren Sie JavaScript.", "Wird geladen …", ""),
        "ja": ("読み込み中...", "JavaScriptを有効にしてください", ""),
    },
    "video": {
        "zh": ("视频：{t}", "{t}_视频", "[视频]{t}", "{t}"),
        "en": ("Video: {t}", "WATCH: {t}", "{t} | Video", "{t}"),
        "de": ("Video: {t}", "{t}"),
        "ja": ("【動画】{t}", "{t}"),
    },
    "gallery": {
        "zh": ("组图：{t}", "{t}（高清组图）", "图集|{t}", "{t}"),
        "en": ("In pictures: {t}", "Photos: {t}", "Gallery: {t}", "{t}"),
        "de": ("Fotostrecke: {t}", "Bilder: {t}", "{t}"),
        "ja": ("【写真特集】{t}", "フォトギャラリー：{t}", "{t}"),
    },
    "live": {
        "zh": ("直播：{t}", "{t} 滚动直播", "实时更新｜{t}", "文字直播：{t}"),
        "en": ("{t} – live", "Live updates: {t}", "{t} – as it happened", "LIVE: {t}"),
        "de": ("Liveblog: {t}", "{t} im Liveticker", "Newsblog: {t}"),
        "ja": ("【速報中】{t}", "【ライブ】{t}"),
    },
    "ago": {
        "zh": ("3小时前", "12分钟前", "昨天 09:46", "今天 16:25"),
        "en": ("3 hours ago", "12 min ago", "Yesterday", "1 day ago"),
        "de": ("vor 3 Stunden", "gestern", "vor 12 Minuten"),
        "ja": ("3時間前", "12分前", "昨日"),
    },
    "more": {
        "zh": ("查看更多", "下一页", "加载更多"),
        "en": ("Load more", "Next page", "Older posts"),
        "de": ("Mehr laden", "Nächste Seite"),
        "ja": ("もっと見る", "次のページ"),
    },
}


def words(name: str, language: str) -> tuple[str, ...]:
    """Return the wordings of *name*; both Chinese scripts share the simplified ones."""
    by_language = WORDS[name]
    return by_language["zh" if language == "zh-Hant" else language]

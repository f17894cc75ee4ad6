namespace ActivitySync.Recovery.Tagging;

/// <summary>
/// The tokens of tagging.md 4 (name-tokens.json), before <see cref="TitleNormalizer"/> brings them to their form.
/// </summary>
internal static class TitleVocabulary
{
    /// <summary>A long run.</summary>
    internal static readonly string[] Long =
    [
        "long run",
        "longrun",
        "lsd",
        "lsr",
        "long slow",
        "langer lauf",
        "lala",
        "sortie longue",
        "tirada larga",
        "rodaje largo",
        "lungo",
        "lunghissimo",
        "longao",
        "treino longo",
        "lange duurloop",
        "langpass",
        "langtur",
        "dlugie wybieganie",
        "pitka lenkki",
        "ロング走",
        "长距离",
        "lr",
        "fondo",
        "salida larga",
        "longo",
    ];

    /// <summary>A race, whatever its distance.</summary>
    internal static readonly string[] RaceEvent =
    [
        "race",
        "raceday",
        "parkrun",
        "chip time",
        "wettkampf",
        "volkslauf",
        "competition",
        "competicion",
        "gara",
        "prova",
        "wedstrijd",
        "lopp",
        "tavling",
        "zawody",
        "大会",
        "レース",
        "比赛",
        "turkey trot",
        "championships",
        "championship",
        "hyrox",
        "skyrace",
        "competencia",
        "dash",
        "challenge",
        "trot",
    ];

    /// <summary>A half marathon; counts only near its distance.</summary>
    internal static readonly string[] HalfMarathon =
    [
        "half marathon",
        "halbmarathon",
        "semi marathon",
        "media maraton",
        "mezza maratona",
        "meia maratona",
        "halve marathon",
        "halvmaraton",
        "halvmarathon",
        "polmaraton",
        "puolimaraton",
        "ハーフマラソン",
        "半程马拉松",
        "半马",
        "13.1",
        "하프",
    ];

    /// <summary>A marathon; counts only near its distance.</summary>
    internal static readonly string[] Marathon =
    [
        "marathon",
        "maraton",
        "maratona",
        "フルマラソン",
        "全程马拉松",
        "全马",
        "마라톤",
    ];

    /// <summary>Intervals, tempo and the like.</summary>
    internal static readonly string[] Hard =
    [
        "interval",
        "intervals",
        "repeats",
        "tempo",
        "threshold",
        "fartlek",
        "vo2",
        "vo2max",
        "yasso",
        "hill sprints",
        "speedwork",
        "speed work",
        "track session",
        "track workout",
        "time trial",
        "intervall",
        "intervalle",
        "intervalltraining",
        "tempolauf",
        "tdl",
        "fahrtspiel",
        "schwelle",
        "fractionne",
        "vma",
        "seuil",
        "cotes",
        "series de",
        "cuestas",
        "ripetute",
        "soglia",
        "tiros",
        "intervalado",
        "terskel",
        "intervaller",
        "troskel",
        "interwaly",
        "podbiegi",
        "インターバル",
        "间歇",
        "workout",
        "workouts",
        "progression",
        "rapida",
        "series",
        "umbral",
        "intervalos",
        "fartleky",
        "calidad",
        "repetition",
        "repetitions",
        "reps",
        "乳酸",
        "法特莱克",
        "节奏",
        "亚索",
        "变速",
        "mp miles",
        "@ mp",
        "@ hmp",
        "@ lt",
        "herhalingen",
        "cruise",
    ];

    /// <summary>Easy running; says nothing against a long run.</summary>
    internal static readonly string[] Gentle =
    [
        "easy",
        "jog",
        "jogging",
        "locker",
        "lockerer",
        "footing",
        "suave",
        "lento",
        "leve",
        "rustig",
        "lugn",
        "spokojnie",
        "ジョグ",
        "轻松跑",
        "rustige",
        "soltando",
        "suavecito",
    ];

    /// <summary>Warm-up, cool-down, recovery, the way to work.</summary>
    internal static readonly string[] WarmUp =
    [
        "recovery",
        "warm up",
        "warmup",
        "cool down",
        "cooldown",
        "wu",
        "cd",
        "shakeout",
        "shake out",
        "commute",
        "regeneration",
        "regenerativ",
        "einlaufen",
        "auslaufen",
        "recup",
        "recuperation",
        "echauffement",
        "retour au calme",
        "regenerativo",
        "recuperacion",
        "calentamiento",
        "recupero",
        "riscaldamento",
        "defaticamento",
        "aquecimento",
        "herstel",
        "uppvarmning",
        "rozgrzewka",
        "herstelrun",
        "herstelloopje",
        "enfriamiento",
        "warming up",
        "cooling down",
        "恢复",
    ];

    /// <summary>Training for a race, or helping at one.</summary>
    internal static readonly string[] Training =
    [
        "training",
        "pace",
        "volunteer",
        "volunteering",
        "supporting",
        "spectating",
        "recce",
        "dns",
        "buggy",
        "@ mp",
        "@ hmp",
        "@ hm",
        "@ 5k",
        "@ 10k",
        "practice",
        "oefenen",
        "treadmill",
    ];

    /// <summary>Among the three words before a word, they take it back.</summary>
    internal static readonly string[] Negators =
    [
        "no",
        "not",
        "skip",
        "skipped",
        "cancelled",
        "canceled",
        "missed",
        "instead",
        "without",
        "kein",
        "keine",
        "statt",
        "pas",
        "sans",
        "sin",
        "senza",
        "sem",
        "geen",
        "inte",
        "bez",
    ];

    /// <summary>Among the two words before a race word: not the race itself.</summary>
    internal static readonly string[] AroundRace = ["to", "from", "after", "before", "pre", "post"];

    /// <summary>What watches write by themselves, mostly after a place name.</summary>
    internal static readonly string[] DeviceDefaultEndings =
    [
        "running",
        "laufen",
        "course a pied",
        "carrera",
        "corrida",
        "corsa",
        "hardlopen",
        "lopning",
        "bieganie",
        "ランニング",
        "跑步",
    ];
}

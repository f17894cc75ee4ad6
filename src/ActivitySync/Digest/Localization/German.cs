using ActivitySync.Digest.Content;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.SelfMassage;
using ActivitySync.Recovery.Tagging;
using ActivitySync.Sync;

namespace ActivitySync.Digest.Localization;

/// <summary>The German texts.</summary>
internal static class German
{
    private static readonly string[] Weekdays =
    [
        "Sonntag",
        "Montag",
        "Dienstag",
        "Mittwoch",
        "Donnerstag",
        "Freitag",
        "Samstag",
    ];

    private static readonly string[] Months =
    [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ];

    private static readonly string[] ShortMonths =
    [
        "Jan.",
        "Feb.",
        "März",
        "Apr.",
        "Mai",
        "Juni",
        "Juli",
        "Aug.",
        "Sept.",
        "Okt.",
        "Nov.",
        "Dez.",
    ];

    private static readonly Dictionary<string, string> Sides = new() { ["left"] = "link", ["right"] = "recht" };

    private static readonly Dictionary<string, string> Signs = new()
    {
        ["chest-pain"] = "Schmerzen in der Brust",
        ["breathless"] = "Atemnot",
        ["collapse"] = "Zusammenbruch",
        ["confusion"] = "Verwirrtheit",
        ["dark-urine"] = "dunkler Urin",
        ["one-sided-swelling"] = "einseitige Schwellung",
        ["warm-red-calf"] = "warme, rote Wade",
        ["new-numbness"] = "neue Taubheit",
        ["new-weakness"] = "neue Schwäche",
        ["bladder-bowel"] = "Probleme mit Blase oder Darm",
        ["pinpoint-bone"] = "Schmerz an einem Punkt des Knochens",
        ["rest-or-night-pain"] = "Schmerz in Ruhe oder nachts",
        ["worsening"] = "wird schlimmer",
        ["limping"] = "Humpeln",
        ["cannot-hop"] = "Hüpfen geht nicht",
        ["pop"] = "hörbares Knacken",
        ["bruise"] = "Bluterguss",
        ["swelling"] = "Schwellung",
        ["locking"] = "blockiert",
        ["giving-way"] = "knickt weg",
        ["open-wound"] = "offene Wunde",
        ["blister"] = "Blase",
        ["burn"] = "Verbrennung",
        ["skin-infection"] = "entzündete Haut",
        ["varicose"] = "Krampfadern",
        ["surgery-site"] = "operierte Stelle",
    };

    /// <summary>The nouns of <see cref="HashtagVocabulary.Areas"/> with their gender.</summary>
    private static readonly Dictionary<string, (string Noun, char Gender)> AreaNames = new()
    {
        ["foot"] = ("Fuß", 'm'),
        ["heel"] = ("Ferse", 'f'),
        ["arch"] = ("Fußgewölbe", 'n'),
        ["plantar"] = ("Fußsohle", 'f'),
        ["toe"] = ("Zeh", 'm'),
        ["ankle"] = ("Knöchel", 'm'),
        ["achilles"] = ("Achillessehne", 'f'),
        ["calf"] = ("Wade", 'f'),
        ["shin"] = ("Schienbein", 'n'),
        ["knee"] = ("Knie", 'n'),
        ["quad"] = ("Oberschenkel", 'm'),
        ["thigh"] = ("Oberschenkel", 'm'),
        ["hamstring"] = ("Oberschenkelrückseite", 'f'),
        ["groin"] = ("Leiste", 'f'),
        ["hip"] = ("Hüfte", 'f'),
        ["glute"] = ("Gesäß", 'n'),
        ["buttock"] = ("Gesäß", 'n'),
        ["back"] = ("Rücken", 'm'),
        ["lower back"] = ("Kreuz", 'n'),
        ["chest"] = ("Brust", 'f'),
        ["shoulder"] = ("Schulter", 'f'),
        ["neck"] = ("Nacken", 'm'),
    };

    public static Language Language { get; } =
        new()
        {
            Tag = "de",
            DecimalPoint = ',',
            LongDate = FormatLongDate,
            ShortDate = FormatShortDate,

            Weekday = date => Weekdays[(int)date.DayOfWeek],
            Duration = FormatDuration,
            RaceTime = DurationText.FormatRaceTime,
            Days = FormatDays,
            ShortDays = FormatShortDays,
            Event = FormatEvent,
            Kind = FormatKind,
            KindInSentence = kind =>
                kind switch
                {
                    MassageKind.ActiveRelease => "eine Behandlung mit Active Release",
                    MassageKind.DeepTissue => "eine Tiefengewebsmassage",
                    _ => "eine klassische Massage",
                },
            KindExplained = kind =>
                kind switch
                {
                    MassageKind.ActiveRelease =>
                        "Active Release heißt: Druck auf eine Stelle, während du dich bewegst.",
                    MassageKind.DeepTissue => "Eine Tiefengewebsmassage geht langsam und fest durch den ganzen Muskel.",
                    _ => "Die klassische Massage ist weich und entspannend: Sie lässt die Muskeln in Ruhe.",
                },

            Subjects = new SubjectTexts
            {
                Massage = (days, isThisWeek) => isThisWeek ? $"Massage diese Woche: {days}" : $"Massage: {days}",
                Keep = day => $"Deine Massage am {day} passt",
                MoveTo = days => $"Massage verschieben: {days}",
                Move = day => $"Massage am {day} verschieben",
                NothingToBook = "Diese Woche nichts buchen",
                Quiet = "Eine ruhige Woche, nichts zu buchen",
                Welcome = "Willkommen bei ActivitySync",
                SeeSomeone = "Erst ein Termin, dann der Rest",
                Medical = "Bitte heute lesen",
                Ill = "Erst ausruhen",
                PreheaderMedical = "Bitte vor dem nächsten Lauf öffnen.",
                PreheaderIll = "Das Laufen kann warten.",
                PreheaderQuiet = "Und nichts zu reparieren.",
                PreheaderWelcome = "Was kommt, wann, und wie deine Läufe hierherfinden.",
                PreheaderNothing = "Ein paar Minuten auf dem Boden genügen heute Abend.",
                PreheaderKeep = "Sie passt. Danach ein lockerer Tag.",
                PreheaderMove = "Ein besserer Tag dafür, und warum.",
                PreheaderSeeSomeone = "Bis dahin ist nichts zu buchen.",
                PreheaderLong = (weekday, time) => $"Nach {time} am {weekday}. Danach ein lockerer Tag.",
                PreheaderRacePost = "Erst ein paar lockere Tage, dann sanfte Hände.",
                PreheaderRacePre = "Rechtzeitig vor dem Rennen. Danach ein lockerer Tag.",
                PreheaderHardBlock = "Nach zwei schweren Wochen. Danach ein lockerer Tag.",
                PreheaderMaintenance = days => $"Es ist {days} Tage her. Danach ein lockerer Tag.",
            },

            Decisions = new DecisionTexts
            {
                Book = (kind, days, why) => $"Buch dir {kind} für {days}{(why.Length > 0 ? ", " + why : "")}.",
                After = (first, last, what) => $"{FormatSpan(first, last)} nach {what}",
                Before = (last, first, name) => $"{FormatSpan(last, first)} vor {NameOrDefault(name, "deinem Rennen")}",
                AfterHardBlock = "nach zwei schweren Wochen",
                SinceLast = days => $"{days} Tage nach der letzten",
                Keep = day => $"Lass deine Massage am {FormatLongDate(day)} stehen: Sie passt.",
                AskForLight = why => $"Bitte um leichten Druck{(why.Length > 0 ? $": {why}" : "")}.",
                RaceSoonAfter = (days, name) =>
                    $"{NameOrDefault(name, "dein Rennen")} ist {FormatSpan(days, days)} später",
                MoveTo = (from, days, why) =>
                    $"Verschieb die Massage vom {Weekdays[(int)from.DayOfWeek]} auf {days}, weil {why}.",
                Move = (from, why) => $"Verschieb die Massage am {FormatLongDate(from)}, weil {why}.",
                BadDays = new Dictionary<ReasonCode, string>
                {
                    [ReasonCode.NextDayNotEasy] = "der Tag danach nicht locker ist",
                    [ReasonCode.AfterHard] = "sie zu bald nach einem harten Tag kommt",
                    [ReasonCode.RacePost] = "sie zu bald nach deinem Rennen kommt",
                    [ReasonCode.VeryLong] = "sie zu bald nach einem langen Lauf kommt",
                    [ReasonCode.LongRun] = "sie zu bald nach einem langen Lauf kommt",
                    [ReasonCode.LongLoad] = "sie zu bald nach einem langen Tag kommt",
                    [ReasonCode.MinGap] = "sie zu bald nach der letzten kommt",
                },
                OtherBadDay = "die Tage drumherum nicht passen",
                TooCloseToRace = name => $"sie zu nah an {NameOrDefault(name, "deinem Rennen")} liegt",
                Aftercare = "Trink danach wie gewohnt und lass den nächsten Tag ruhig angehen.",
                BudgetNone = "Bleib diese Woche zu Hause: Ein paar Minuten auf dem Boden tun es genauso.",
                BudgetSave =
                    "Heb dir das Geld für das Rennen oder den längsten Lauf auf: Fürs Erste reichen ein paar "
                    + "Minuten zu "
                    + "Hause.",
                RaceTooClose = (name, days) =>
                    $"Lass die Massage aus: {NameOrDefault(name, "Dein Rennen")} ist in {FormatDaysLeft(days)}.",
                RaceTooCloseLead = "So kurz davor ist nichts zu buchen; Schlaf und lockere Beine bringen mehr.",
                MinGap = (last, next) =>
                    next.Length > 0
                        ? $"Lass die Massage diese Woche aus: Die letzte war am {last}, die nächste lohnt sich ab "
                            + $"{next}."
                        : $"Lass die Massage diese Woche aus: Die letzte war am {last}, das ist noch nicht lange her.",
                NoDay =
                    "Lass die Massage diese Woche aus: An keinem Tag ist Platz für sie und einen lockeren Tag danach.",
                NothingToBookLead = "Die paar Minuten von heute Abend genügen.",
                SeeSomeone = area => $"Geh {FormatAreaWith(area)} in die Physiotherapie.",
                SeeSomeoneLead = (day, severity) =>
                    $"Gemeldet hast du das am {day}{(severity.Length > 0 ? $" ({severity} von 10)" : "")}. Bis jemand "
                    + "darauf geschaut hat, dort nicht rollen; Massage anderswo kann warten.",
                Quiet = (count, time) => $"Eine ruhige Woche: {count}, {time}.",
                QuietNothing = "Eine ruhige Woche ganz ohne Training.",
                QuietSoFar = day => $"Eine ruhige Woche, soweit ich sie bis {day} kenne.",
                QuietLead = step =>
                    "Nichts zu buchen, nichts zu reparieren."
                    + (step.Length > 0 ? $" Wenn du dir heute Abend etwas Gutes tun willst: {step}." : ""),
                NoRecentTraining = "Eine ruhige Zeit: drei Wochen ohne Lauf.",
                NoRecentTrainingLead = "Die Schuhe warten, bis du wieder da bist.",
                PausesNext = "Ich bin jetzt still und schreibe nach deinem nächsten Lauf wieder.",
                Welcome = "Willkommen. Ich schreibe dir einmal in der Woche, mit einem Vorschlag.",
                WelcomeLead = (weekday, time) =>
                    $"Er kommt am {weekday} um {time}: ob eine Massage hilft, welche, und an welchen Tagen.",
                WelcomeHeading = "Vor dem ersten",
                WelcomeItems =
                [
                    "Noch kenne ich keinen Lauf von dir. Verbinde den Dienst deiner Uhr, oder leg ihre Dateien "
                        + "in meinen "
                        + "Eingang.",
                    "Ein paar Wochen Vorgeschichte genügen, damit ich einen langen Lauf von einem üblichen "
                        + "unterscheide.",
                    "Sag mir deine Rennen und deine letzte Massage, dann werden die Tage genauer.",
                ],
                Congratulations = (time, name) =>
                    name.Length > 0 ? $"{time} bei {name}. Glückwunsch!" : $"{time} im Rennen. Glückwunsch!",
                StairsAreHard = "Willkommen in den Tagen, an denen Treppen lang sind.",
                LongDayOut = name => $"Das war ein langer Tag{(name.Length > 0 ? $" bei {name}" : "")}.",
                Changed = (before, why) =>
                    $"Vorher hatte ich {before} vorgeschlagen. Das passt nicht mehr, weil {why}.",
                Withdrawn = (before, why) => $"Vorgeschlagen hatte ich {before}. Das passt nicht mehr, weil {why}.",
            },

            Answers = new AnswerTexts
            {
                AskBooked = "Gebucht, schon gehabt, oder tut etwas weh?",
                AskAnything = "Eine Massage gehabt, oder tut etwas weh?",
                AskSuggestion = days => $"Hattest du die Massage, die ich für {days} vorgeschlagen hatte?",
                AskFeeling = day => $"Wie waren deine Beine nach der Massage am {day}: besser, gleich oder schlechter?",
                AskRace = (day, time, title) =>
                    $"War {day} ({time}{(title.Length > 0 ? $", „{title}“" : "")}) ein Rennen?",
                AskLongRun = (day, time) => $"War {day} ({time}) für dich ein langer Lauf?",
                AskHard = (day, time) => $"War {day} ({time}) eine harte Einheit?",
                AskStarted = (name, day) =>
                    $"Bist du {(name.Length > 0 ? $"bei {name} am {day}" : $"am {day}")} gestartet?",
                AskHashtag = (written, suggested) => $"In einem Titel steht {written}: Meintest du {suggested}?",
                AskRaceDate = "Anderes Datum, oder kein Rennen?",
                ByHashtag = tags => $"Schreib {tags} in den Titel eines Laufs.",
                ByHashtagInIt = tags => $"Schreib {tags} in seinen Titel.",
                ByCommand = commands => $"Sag es mir so: {commands}",
                ByPage = address => $"Antworten: {address}",
                OnPage = "Auf deiner Seite antworten",
                AskForAnswer = "Sag es mir, dann passen die Tage danach.",
                Choice = action =>
                    action switch
                    {
                        AnswerAction.Booked => "Ist gebucht",
                        AnswerAction.HadMassage => "Hatte ich schon",
                        AnswerAction.Hurts => "Mir tut etwas weh",
                        AnswerAction.NotThisWeek => "Diese Woche nicht",
                        AnswerAction.WasRace => "Es war ein Rennen",
                        AnswerAction.JustRun => "Nur ein Lauf",
                        AnswerAction.Ran => "Ich bin gelaufen",
                        AnswerAction.DidNotStart => "Nicht gestartet",
                        AnswerAction.HadSuggested => "Ja, hatte ich",
                        AnswerAction.DidNotHave => "Nein",
                        AnswerAction.Better => "Besser",
                        AnswerAction.Same => "Gleich",
                        AnswerAction.Worse => "Schlechter",
                        AnswerAction.PainGone => "Es ist wieder gut",
                        AnswerAction.SawSomeone => "Ich habe es anschauen lassen",
                        AnswerAction.PauseWeek => "Eine Woche Pause",
                        _ => "Antworten",
                    },
                Or = "oder",
            },

            Week = new WeekTexts
            {
                Heading = what => what.Length > 0 ? $"Deine Woche: {what}" : "Deine Woche",
                Count = (runs, others) =>
                    (runs, others) switch
                    {
                        (_, 0) => $"{runs} {(runs == 1 ? "Lauf" : "Läufe")}",
                        (0, _) => $"{others} {(others == 1 ? "Einheit" : "Einheiten")}",
                        _ => $"{runs} {(runs == 1 ? "Lauf" : "Läufe")} und {others} weitere",
                    },
                CountInWords = (runs, others) =>
                    (runs, others) switch
                    {
                        (_, 0) => $"{FormatCount(runs)} {(runs == 1 ? "Lauf" : "Läufe")}",
                        (0, 1) => "eine Einheit",
                        (0, _) => $"{FormatCount(others)} Einheiten",
                        _ => $"{FormatCount(runs)} {(runs == 1 ? "Lauf" : "Läufe")} und {FormatMore(others)}",
                    },
                Others = (runs, others, time) =>
                    Capitalize(
                        (runs, others) switch
                        {
                            (1, 0) => $"ein lockerer Lauf, {time}",
                            (_, 0) => $"{FormatCount(runs)} lockere Läufe, {time}",
                            (0, 1) => $"eine andere Einheit, {time}",
                            (0, _) => $"{FormatCount(others)} andere Einheiten, {time}",
                            (1, _) => $"ein lockerer Lauf und {FormatMore(others)}, {time}",
                            _ => $"{FormatCount(runs)} lockere Läufe und {FormatMore(others)}, {time}",
                        }
                    ),
                What = FormatWhat,
                LooksLike = (label, isOnFoot) =>
                    label switch
                    {
                        Label.Race => "sieht nach einem Rennen aus",
                        Label.LongRun => "sieht nach einem langen Lauf aus",
                        Label.Hard => "sieht nach einer harten Einheit aus",
                        _ => isOnFoot
                            ? "sieht nach einer langen Wanderung aus"
                            : "sieht nach einer langen Radfahrt aus",
                    },
                Entry = (day, parts) => $"{day}: {string.Join(", ", parts)}",
                StoppedEarly = (name, time) => $"{time} bei {NameOrDefault(name, "deinem Rennen")}, ein langer Tag",
                ComparedWithLastWeek = minutes =>
                    minutes switch
                    {
                        > 0 => $"{FormatDifference(minutes)} länger als letzte Woche",
                        < 0 => $"{FormatDifference(-minutes)} kürzer als letzte Woche",
                        _ => "etwa so lang wie letzte Woche",
                    },
                ComparedWithUsualWeek = minutes =>
                    minutes switch
                    {
                        > 0 => $"Das sind {FormatDifference(minutes)} mehr als in deiner üblichen Woche.",
                        < 0 => $"Das sind {FormatDifference(-minutes)} weniger als in deiner üblichen Woche.",
                        _ => "Das entspricht deiner üblichen Woche.",
                    },
                WithAround = time => $"dazu {time} Ein- und Auslaufen",
                Nothing = "Kein Training aufgezeichnet",
                Spike =
                    "Das war dein längster seit einem Monat: Lass es ruhig angehen, und achte auf alles, was wehtut.",
                ColdStart = "Ich lerne noch, was bei dir üblich ist.",
                DaysHavePassed = what => $"Die besten Tage nach {what} sind vorbei; jetzt ist nichts zu buchen.",
                Tally = (better, all) =>
                    $"Nach {FormatCount(better)} von {all} Massagen, von denen du erzählt hast, ging es dir besser.",
                KnownUntil = day => $"Ich kenne dein Training bis {day}. Späteres fehlt hier noch.",
                KeyEnds = (source, day) =>
                    $"Dein Schlüssel für {source} gilt bis {day}. Ohne einen neuen kommt von dort nichts mehr an.",
                SourceKnownUntil = (source, day) => $"{source} kenne ich bis {day}. Späteres fehlt hier noch.",
            },

            Reasons = new ReasonTexts
            {
                Heading = "Warum jetzt",
                Plain = (code, name) =>
                    code switch
                    {
                        _ when code == ReasonCode.RedFlag => "Lass zuerst anschauen, was wehtut.",
                        _ when code == ReasonCode.ClinicianFirst => "Frag zuerst in der Praxis nach.",
                        _ when code == ReasonCode.Ill => "Du warst krank: erst ausruhen.",
                        _ when code == ReasonCode.RacePost => "Zu bald nach einem Rennen.",
                        _ when code == ReasonCode.RaceTooClose => $"Zu nah an {NameOrDefault(name, "deinem Rennen")}.",
                        _ when code == ReasonCode.VeryLong => "Zu bald nach einem sehr langen Lauf.",
                        _ when code == ReasonCode.LongRun => "Ein langer Lauf, oder zu bald danach.",
                        _ when code == ReasonCode.LongLoad => "Zu bald nach einem langen Tag.",
                        _ when code == ReasonCode.NextDayNotEasy => "Der Tag danach ist hart oder lang.",
                        _ when code == ReasonCode.AfterHard => "Eine harte Einheit, oder zu bald danach.",
                        _ when code == ReasonCode.MinGap => "Zu bald nach deiner letzten Massage.",
                        _ => "",
                    },
                RaceDay = name => name.Length > 0 ? $"{name}: Renntag." : "Renntag.",
                RacePost = "Die meisten lassen die ersten Tage nach einem Rennen aus.",
                EarlyGentle = "Sanftes Ausstreichen schon vorher ist Geschmackssache.",
                RacePreLight = (days, name) =>
                    $"Noch {FormatDaysLeft(days, accusative: true)} bis {NameOrDefault(name, "zum Rennen")}: "
                    + "leicht, und je "
                    + "näher, desto weniger Neues.",
                RacePre = (days, name) =>
                    $"Noch {FormatDaysLeft(days, accusative: true)} bis {NameOrDefault(name, "zum Rennen")}.",
                RacePreRegular = "Du gehst regelmäßig, da darf es auch später sein.",
                TwoRaces = "Diese Tage passen zu beiden Rennen.",
                TimesUsual = (what, times) => $"{FormatSubject(what)} war {times} so lang wie dein üblicher Lauf.",
                Times = FormatTimes,
                Long = (what, time) => $"{FormatNominative(what)} hat {time} gedauert.",
                HardBlock = "Hinter dir liegen zwei schwere Wochen.",
                Maintenance = last =>
                    (last.Length > 0 ? $"Die letzte war am {last}. " : "")
                    + "Eine Gelegenheit, feste Stellen früh zu bemerken und abzuschalten.",
                KeepSlot = "Die Tage drumherum sind locker genug.",
                SlotFits = why => $"Sie kommt {why}.",
                SlotMove = (day, why) => $"Verschieb die Massage am {day} in eine andere Woche, weil {why}.",
                HistoryUnknown = "Ich weiß noch von keiner Massage, darum sind die Tage vorsichtig gewählt.",
                PainLocal = area => $"Geh zuerst {FormatAreaWith(area)} in die Physiotherapie, und roll dort nicht.",
                ActiveRelease =
                    "Active Release, also Druck auf die Stelle, während du dich bewegst, ist eines der Mittel "
                    + "dort. Eine "
                    + "Stelle, die wehtut, verändert deinen Laufstil, darum kommt sie zuerst dran.",
                WindowExpired = "Es ist später als ideal und lohnt sich trotzdem.",
                DepthTakesTime = "Je tiefer sie geht, desto länger klingt sie nach.",
                SecondEasyDay = "Nach tiefer Arbeit ist ein zweiter lockerer Tag noch besser.",
                MassageIsWork = "Eine Massage ist Arbeit für die Muskeln, darum wird der nächste Tag locker.",
                Grade = grade =>
                    grade switch
                    {
                        EvidenceGrade.A => "(Gut untersucht; der Effekt ist klein.)",
                        EvidenceGrade.B => "(Untersucht; der Effekt ist klein.)",
                        EvidenceGrade.C => "(Erfahrung, nicht Forschung.)",
                        _ => "(Geschmackssache.)",
                    },
                EvidenceBasis =
                    "Der Rat beruht auf den Faustregeln einer Läuferin, abgeglichen mit veröffentlichten "
                    + "Übersichtsarbeiten.",
                MayEase = "Eine Massage kann den Muskelkater etwas lindern.",
                WontMakeFaster = "Schneller macht sie dich nicht, und das muss sie auch nicht.",
                Myth = "Übrigens: Muskelkater ist Umbau, keine Säure.",
            },

            Tonight = new TonightTexts
            {
                Heading = seconds => $"Heute Abend, {FormatMinutes(seconds)}",
                Step = (area, seconds) =>
                    area switch
                    {
                        BodyArea.Arch => $"Tennisball unter der Fußsohle, im Sitzen: {seconds} Sekunden je Seite.",
                        BodyArea.Calves => $"Waden mit der Rolle: {seconds} Sekunden je Seite.",
                        BodyArea.Quads => $"Oberschenkel vorn mit der Rolle: {seconds} Sekunden je Seite.",
                        BodyArea.Hamstrings => $"Oberschenkel hinten mit der Rolle: {seconds} Sekunden je Seite.",
                        BodyArea.Glutes => $"Gesäß mit der Rolle: {seconds} Sekunden je Seite.",
                        _ => $"Hüftbeuger mit der Rolle, ganz sanft: {seconds} Sekunden je Seite.",
                    },
                Caution = area =>
                    area switch
                    {
                        BodyArea.Arch => "Nicht bei stechender Ferse.",
                        BodyArea.Calves =>
                            "Ist eine geschwollen, warm oder druckempfindlich? Nicht rollen, anschauen lassen.",
                        BodyArea.Quads => "Nicht auf dem Band außen.",
                        BodyArea.Hamstrings => "Nicht in der Kniekehle.",
                        BodyArea.Glutes => "Nicht auf dem unteren Rücken.",
                        _ => "Nie auf Bauch oder Leiste.",
                    },
                StepInSentence = (area, seconds) =>
                    area switch
                    {
                        BodyArea.Arch => $"ein Tennisball unter jedem Fuß, {seconds} Sekunden je Seite",
                        BodyArea.Calves => $"die Rolle unter den Waden, {seconds} Sekunden je Seite",
                        BodyArea.Quads => $"die Rolle unter den Oberschenkeln vorn, {seconds} Sekunden je Seite",
                        BodyArea.Hamstrings => $"die Rolle unter den Oberschenkeln hinten, {seconds} Sekunden je Seite",
                        BodyArea.Glutes => $"die Rolle unter dem Gesäß, {seconds} Sekunden je Seite",
                        _ => $"die Rolle ganz sanft unter den Hüftbeugern, {seconds} Sekunden je Seite",
                    },
                Pressure = mode =>
                    mode == SelfMassageMode.Light
                        ? "Sanft und langsam, ruhig atmen."
                        : "Langsam, ruhig atmen, halb so fest, wie du es aushalten würdest.",
                BeforeRace = "Nur, was du gewohnt bist, und keine Massagepistole vor schnellem Laufen.",
                InsteadOfMassage = "Keine Massage diesen Monat? Drei solche Abende tun es auch.",
                Guide = "So geht es",
                GuidePath = "self-massage.de",
                GuideTitle = "Selbstmassage",
                Again = "Heute passt es, und an den nächsten zwei Abenden noch einmal.",
            },

            Ahead = new AheadTexts
            {
                Heading = "Was kommt",
                Race = (name, date, days) =>
                    $"{NameOrDefault(name, "Dein Rennen")}, {(days == 1 ? "morgen, " : "")}{date}.",
                RaceWindowOpens = date => $"Massage davor: am besten ab {date}.",
                CalendarReadOn = date =>
                    $"Deinen Rennkalender habe ich zuletzt am {date} gelesen, spätere Änderungen fehlen hier.",
                AvoidDay = (date, code) =>
                    code == ReasonCode.RaceTooClose
                        ? $"Nicht am {date} oder später: Das ist zu nah am Rennen."
                        : $"Nicht am {date}: Danach kommt kein lockerer Tag.",
            },

            Race = new RaceMailTexts
            {
                SubjectPlan = (name, from, to) => $"{NameInSubject(name, 16)}: Massage {FormatPlainDays(from, to)}",
                SubjectNothingToBook = name => $"{NameInSubject(name)}: nichts zu buchen",
                SubjectLastDeep = name => $"{NameInSubject(name)}: letzter Tag für Tiefes",
                SubjectEve = name => $"{NameInSubject(name)} ist morgen",
                SubjectAfter = name => $"{NameInSubject(name)}: Glückwunsch",
                SubjectStopped = name => $"{NameInSubject(name)}: erst ruhige Tage",
                SubjectStarted = name => $"{NameInSubject(name)}: Bist du gestartet?",
                SubjectCheck = name => $"{NameInSubject(name)}: Was machen die Beine?",
                PreheaderPlan = "Was zu buchen ist, und bis wann.",
                PreheaderNothingToBook = "Lockere Beine, und nichts Neues.",
                PreheaderLastDeep = "Danach leicht oder gar nicht.",
                PreheaderEve = "Nichts Neues, und früh ins Bett.",
                PreheaderAfter = "Erst ein paar lockere Tage.",
                PreheaderStarted = "Noch ist keine Aufzeichnung da.",
                PreheaderCheck = "Ein kurzer Blick zurück und nach vorn.",
                HeadingPlan = "Bis zum Rennen",
                HeadingEve = "Am Abend davor",
                HeadingCheck = "Was machen die Beine?",
                NothingToBook = (days, name) =>
                    $"Halt die Beine locker: Noch {FormatDaysLeft(days, accusative: true)} bis "
                    + $"{NameOrDefault(name, "zum Rennen")}, und nichts zu buchen.",
                NothingToBookLead = "Schlaf gut, und probier nichts Neues.",
                DeepUntil = date => $"Tiefe Massage: spätestens am {date}.",
                GentleUntil = date => $"Sanfte Massage: spätestens am {date}.",
                NothingNewFrom = date => $"Ab {date}: nur, was du gewohnt bist.",
                RaceDay = (date, name) => $"{date}: {NameOrDefault(name, "Renntag")}.",
                LastDeep = date => $"Buch dir eine Tiefengewebsmassage für morgen, {date}, oder lass es.",
                LastDeepWhy = (days, name) =>
                    $"Morgen ist der letzte Tag dafür, {FormatSpan(days, days)} vor "
                    + $"{NameOrDefault(name, "deinem Rennen")}. "
                    + "Danach leicht oder gar nicht.",
                NotBooked = "Nichts gebucht? Nichts verloren: Ein paar Minuten zu Hause tun es genauso.",
                Eve = (name, date) => $"Ruh dich heute aus: {NameOrDefault(name, "Dein Rennen")} ist morgen, {date}.",
                EveLead = "Lockere Beine, früh ins Bett, nichts Neues.",
                EveWish = "Genieß es. Die Arbeit ist getan.",
                EveItems =
                [
                    "Heute keine Massage: Schlaf und lockere Beine bringen mehr.",
                    "Auch morgen früh nur, was du gewohnt bist, und keine Massagepistole vor dem Start.",
                ],
                DidYouStart = (name, date) => $"Bist du{(name.Length > 0 ? $" bei {name}" : "")} am {date} gestartet?",
                NoRecording = "Noch ist keine Aufzeichnung da.",
                AfterLead = "Erst ein paar lockere Tage, und nichts zu buchen.",
                Check = (days, name) =>
                    $"Schau, was deine Beine machen, {FormatSpan(days, days)} nach "
                    + $"{NameOrDefault(name, "deinem Rennen")}.",
                CheckLead = "Alles ruhig? Dann trainier wieder wie immer.",
                CheckSore = "Tut noch eine Stelle weh? Lass in der Physiotherapie daraufschauen.",
            },

            Medical = new MedicalTexts
            {
                Action = level =>
                    level switch
                    {
                        MedicalLevel.Emergency => "Ruf jetzt den Notruf an",
                        MedicalLevel.Urgent => "Geh noch heute zum Arzt",
                        MedicalLevel.Clinician => "Geh erst zum Arzt oder in die Physiotherapie",
                        _ => "Ruh dich erst aus",
                    },
                Text = level =>
                    level switch
                    {
                        MedicalLevel.Emergency =>
                            "Was du gemeldet hast, braucht sofort Hilfe. Lauf nicht, und warte nicht, bis es "
                                + "vorbeigeht.",
                        MedicalLevel.Urgent =>
                            "Was du gemeldet hast, gehört noch heute angeschaut. Hat keine Praxis offen, geh in eine "
                                + "Notaufnahme. Bis dahin nicht laufen, und niemand drückt darauf.",
                        MedicalLevel.Clinician =>
                            "Was du gemeldet hast, gehört dort angeschaut. Bis dahin ruhig angehen.",
                        _ => "Keine Massage und kein Rollen; das Laufen kann auch warten.",
                    },
                Heading = "Was du gemeldet hast",
                Pain = (area, severity, signs, date) =>
                    $"Am {date}: "
                    + string.Join(
                        ", ",
                        new[] { FormatArea(area), signs, severity.Length > 0 ? $"{severity} von 10" : "" }.Where(part =>
                            part.Length > 0
                        )
                    )
                    + ".",
                Sign = sign => Signs.GetValueOrDefault(sign, sign.Replace('-', ' ')),
                Illness = (kind, date) => kind.Length > 0 ? $"Am {date}: {kind}." : $"Am {date}: krank gefühlt.",
                Condition = "Eine Vorerkrankung in deinen Einstellungen: Frag zuerst in der Praxis nach.",
                PainEnds = "Ich bin still, bis du mir sagst, dass es weg ist.",
                IllnessEnds = date => $"Ich fange ab {date} wieder an, wenn es dir gut geht.",
                ConditionEnds = "Ich fange wieder an, wenn der Eintrag unter Conditions in den Einstellungen weg ist.",
                GetWellSoon = "Gute Besserung.",
            },

            Closing = new ClosingTexts
            {
                Encouragements =
                [
                    _ => "Gut gelaufen. Jetzt Füße hoch.",
                    minutes =>
                        minutes >= 100
                            ? $"{minutes} Minuten und immer noch ein Lächeln."
                            : "Kleine Wochen zählen auch.",
                    _ => "Ruhe ist Training, das keiner sieht. Genieß sie.",
                    _ => "Starke Woche. Lass sie wirken.",
                    _ => "Der nächste gute Lauf beginnt mit einem ruhigen Tag.",
                ],
                Gentle = "Eins nach dem anderen. Die Straße läuft nicht weg.",
                TreatYourself = "Gönn dir was. Der zählt.",
                Safety =
                    "Hör auf, wenn etwas sticht, kribbelt oder ausstrahlt. Neuer oder einseitiger Schmerz, Schwellung, "
                    + "Taubheit oder Krankheit: Lass es anschauen. Allgemeine Hinweise, kein ärztlicher Rat.",
                SettingsAt = address => $"Einstellungen: {address}",
                Unsubscribe = address => $"Keine E-Mails mehr: {address}",
                PoweredBy = source => $"Powered by {source}.",
                DataFrom = source => $"Enthält Daten von {source}.",
            },

            AnswerPage = GermanAnswers.CreateTexts(FormatArea),

            UnsubscribePage = new UnsubscribeTexts
            {
                Question = name =>
                    $"Alle E-Mails an {name} abstellen? Sonst ändert sich nichts: dein Training bleibt, wo es ist.",
                Button = "E-Mails abstellen",
                IsOff = name =>
                    $"Die E-Mails an {name} sind abgestellt. Doch wieder? Der Knopf schaltet sie wieder ein.",
                ResumeButton = "E-Mails wieder einschalten",
                IsOn = name => $"Die E-Mails an {name} sind wieder an. Die nächste kommt zur gewohnten Zeit.",
                NotValid =
                    "Dieser Link gilt hier nicht (mehr). Wer ActivitySync für dich betreibt, kann die E-Mails "
                    + "abstellen.",
            },

            Chart = new ChartTexts
            {
                Title = (duration, date) => $"Fünf Wochen: Dein längster Tag war {date}, mit {duration}.",
                TitleWithoutTraining = "Fünf Wochen: Es ist kein Training aufgezeichnet.",
                AxisMinutes = minutes => $"{minutes} min",
                AxisHours = hours => $"{hours} h",
                WeekdayAndDay = date => $"{Weekdays[(int)date.DayOfWeek][..2]} {date.Day}.",
                Day = date => $"{date.Day}.",
                Month = date => Months[date.Month - 1],
                ShortMonth = date => Months[date.Month - 1][..3],
                Today = "heute",
                LongRun = "langer Lauf",
                LongLoad = "lange Tour",
                Race = "Rennen",
                HardSession = "harte Einheit",
                OtherTraining = "sonstiges Training",
                RaceAhead = "nächstes Rennen",
                Massage = "Massage",
                Suggested = "gut für eine Massage",
                AltLongRuns = "Lange Läufe",
                AltLongLoads = "Lange Touren",
                AltRaces = "Rennen",
                AltHardSessions = "Harte Einheiten",
                AltMassages = "Massagen",
                AltSuggested = "Gut für eine Massage",
                AltRaceAhead = "Nächstes Rennen",
                AltEntry = (date, duration) => $"{date} ({duration})",
                AltMore = count => $"{count} weitere",
                AltSpan = (from, to) => $"{from} bis {to}",
            },

            CalendarFeedName = "Massagefenster",
            EventTitle = kind => $"Massagefenster: {FormatShortKind(kind)}",
            BookedEventTitle = kind => $"Massage, gebucht: {FormatShortKind(kind)}",
            EventNote = days =>
                (days == 1 ? "Ein guter Tag für eine Massage. " : "Eine Massage an einem dieser Tage genügt. ")
                + "Am Tag danach locker laufen oder Pause: keine Intervalle, kein langer Lauf. Trink wie gewohnt.",
            BookedEventNote = "Trink danach wie gewohnt.",
            EasyDayTitle = "Lockerer Lauf oder Pause",
            EasyDayNote = "Der Tag nach der Massage: keine Intervalle, kein langer Lauf.",
        };

    private static string FormatLongDate(DateOnly date) =>
        $"{Weekdays[(int)date.DayOfWeek]}, {date.Day}. {Months[date.Month - 1]}";

    private static string FormatShortDate(DateOnly date) =>
        $"{Weekdays[(int)date.DayOfWeek][..2]} {date.Day}. {ShortMonths[date.Month - 1]}";

    private static string FormatDays(DateOnly from, DateOnly to)
    {
        if (from == to)
        {
            return FormatLongDate(from);
        }

        var first =
            from.Month == to.Month ? $"{Weekdays[(int)from.DayOfWeek]}, {from.Day}.," : $"{FormatLongDate(from)},";
        return to == from.AddDays(1)
            ? $"{first} oder {FormatLongDate(to)}"
            : $"einen Tag von {first} bis {FormatLongDate(to)}";
    }

    private static string FormatShortDays(DateOnly from, DateOnly to)
    {
        string Day(DateOnly date) => $"{Weekdays[(int)date.DayOfWeek][..2]} {date.Day}.";
        if (from == to)
        {
            return $"{Day(from)} {Months[from.Month - 1]}";
        }

        var word = to == from.AddDays(1) ? "oder" : "bis";
        return from.Month == to.Month
            ? $"{Day(from)} {word} {Day(to)} {Months[to.Month - 1]}"
            : $"{FormatShortDate(from)} {word} {FormatShortDate(to)}";
    }

    /// <summary>Without weekdays: "5. bis 7. April".</summary>
    private static string FormatPlainDays(DateOnly from, DateOnly to)
    {
        var word = to == from.AddDays(1) ? "oder" : "bis";
        return from == to ? $"{to.Day}. {Months[to.Month - 1]}"
            : from.Month == to.Month ? $"{from.Day}. {word} {to.Day}. {Months[to.Month - 1]}"
            : $"{from.Day}. {ShortMonths[from.Month - 1]} {word} {to.Day}. {ShortMonths[to.Month - 1]}";
    }

    private static string FormatDuration(int minutes) =>
        minutes < DurationText.MinMinutesForHours ? $"{minutes} min"
        : minutes % 60 == 0 ? $"{minutes / 60} h"
        : $"{minutes / 60}:{minutes % 60:00} h";

    private static string FormatDifference(int minutes) =>
        minutes < DurationText.MinMinutesForHours ? $"{minutes} Minuten" : FormatDuration(minutes);

    private static string FormatWhat(Label label, bool isOnFoot) =>
        label switch
        {
            Label.Race => "Rennen",
            Label.LongRun => "langer Lauf",
            Label.Hard => "harte Einheit",
            _ => isOnFoot ? "lange Wanderung" : "lange Radfahrt",
        };

    /// <summary>In the dative, after "nach".</summary>
    private static string FormatEvent(EventPhrase what)
    {
        var day = what.IsRecent ? Weekdays[(int)what.Date.DayOfWeek] : FormatLongDate(what.Date);
        var likely = what.IsGuess ? "vermutlichen " : "";
        return what.Label switch
        {
            Label.Race => $"dem {likely}Rennen vom {day}",
            Label.LongRun => $"dem {likely}langen Lauf vom {day}",
            Label.Hard => $"der {likely}harten Einheit vom {day}",
            _ => what.IsOnFoot ? $"der {likely}langen Wanderung vom {day}" : $"der {likely}langen Radfahrt vom {day}",
        };
    }

    private static string FormatSubject(EventPhrase what)
    {
        var day = what.IsRecent ? Weekdays[(int)what.Date.DayOfWeek] : FormatLongDate(what.Date);
        return what.IsGuess
            ? $"Der {day}, vermutlich {(what.Label == Label.Race ? "ein Rennen" : "ein langer Lauf")},"
            : $"Der {day}";
    }

    private static string FormatNominative(EventPhrase what)
    {
        var day = what.IsRecent ? Weekdays[(int)what.Date.DayOfWeek] : FormatLongDate(what.Date);
        var likely = what.IsGuess ? "vermutliche " : "";
        return what.Label switch
        {
            Label.Race => $"Das {likely}Rennen vom {day}",
            Label.LongRun => $"Der {likely}lange Lauf vom {day}",
            Label.Hard => $"Die {likely}harte Einheit vom {day}",
            _ => what.IsOnFoot ? $"Die {likely}lange Wanderung vom {day}" : $"Die {likely}lange Radfahrt vom {day}",
        };
    }

    private static string FormatShortKind(MassageKind kind) =>
        kind switch
        {
            MassageKind.ActiveRelease => "Active Release",
            MassageKind.DeepTissue => "Tiefengewebe",
            _ => "klassisch",
        };

    private static string FormatKind(MassageKind kind) =>
        kind switch
        {
            MassageKind.ActiveRelease => "Active Release",
            MassageKind.DeepTissue => "Tiefengewebsmassage",
            _ => "Klassische Massage",
        };

    /// <summary>Formats a number of days, or two: "drei bis vier Tage".</summary>
    private static string FormatSpan(int from, int to) =>
        (from, to) switch
        {
            (1, 1) => "einen Tag",
            _ when from == to => $"{FormatCount(from)} Tage",
            _ when to > MaxCountInWords => $"{from} bis {to} Tage",
            (1, _) => $"einen bis {FormatCount(to)} Tage",
            _ => $"{FormatCount(from)} bis {FormatCount(to)} Tage",
        };

    private static string FormatDaysLeft(int days, bool accusative = false) =>
        days == 1
            ? accusative
                ? "einen Tag"
                : "einem Tag"
            : accusative
                ? $"{FormatCount(days)} Tage"
                : $"{FormatCount(days)} Tagen";

    private static string FormatMinutes(int seconds)
    {
        var (minutes, rest) = Math.DivRem(seconds, 60);
        return (minutes, rest) switch
        {
            (1, 0) => "eine Minute",
            (_, 0) => $"{FormatCount(minutes)} Minuten",
            (1, 30) => "anderthalb Minuten",
            (> 1, 30) => $"{FormatCount(minutes)}einhalb Minuten",
            _ => $"{seconds} Sekunden",
        };
    }

    private static string FormatTimes(double ratio) =>
        ratio switch
        {
            < 1.75 => "",
            < 1.95 => "fast doppelt",
            < 2.15 => "doppelt",
            < 2.4 => "mehr als doppelt",
            < 2.6 => "zweieinhalbmal",
            < 2.95 => "fast dreimal",
            < 3.15 => "dreimal",
            < 3.6 => "mehr als dreimal",
            < 3.95 => "fast viermal",
            < 4.15 => "viermal",
            _ => "",
        };

    private const int MaxCountInWords = 12;

    private static string FormatCount(int count) =>
        count switch
        {
            0 => "kein",
            1 => "ein",
            2 => "zwei",
            3 => "drei",
            4 => "vier",
            5 => "fünf",
            6 => "sechs",
            7 => "sieben",
            8 => "acht",
            9 => "neun",
            10 => "zehn",
            11 => "elf",
            12 => "zwölf",
            _ => $"{count}",
        };

    private static string FormatMore(int count) => count == 1 ? "eine weitere" : $"{FormatCount(count)} weitere";

    /// <summary>Names an area with "mit": "mit deiner linken Wade"; quotes other areas.</summary>
    private static string FormatAreaWith(string area)
    {
        if (SoreArea.Split(area) is not var (side, name))
        {
            return area.Length == 0 ? "mit der Stelle, die wehtut," : $"mit der Stelle „{area}“";
        }

        var (noun, gender) = AreaNames[name];
        return $"mit {(gender == 'f' ? "deiner" : "deinem")} {(side.Length > 0 ? Sides[side] + "en " : "")}{noun}";
    }

    /// <summary>Names an area: "linke Wade"; other areas stay in the athlete's words.</summary>
    private static string FormatArea(string area)
    {
        if (SoreArea.Split(area) is not var (side, name))
        {
            return area.Length == 0 ? "" : $"„{area}“";
        }

        var (noun, gender) = AreaNames[name];
        var ending =
            gender == 'f' ? "e "
            : gender == 'n' ? "es "
            : "er ";
        return $"{(side.Length > 0 ? Sides[side] + ending : "")}{noun}";
    }

    private static string NameOrDefault(string name, string defaultName) => name.Length > 0 ? name : defaultName;

    private static string NameInSubject(string name, int maxLength = 24) =>
        NameOrDefault(UntrustedText.Shorten(name, maxLength), "Dein Rennen");

    private static string Capitalize(string text) =>
        text.Length > 0 ? char.ToUpperInvariant(text[0]) + text[1..] : text;
}

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
            Miles = "Meilen",
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
                    MassageKind.DeepTissue =>
                        "Die Tiefengewebsmassage bearbeitet langsam und kräftig den ganzen Muskel: gut nach hartem "
                            + "Training, wenn nichts Bestimmtes wehtut.",
                    _ => "Die klassische Massage ist sanft und entspannend und schont die Muskeln.",
                },

            Subjects = new SubjectTexts
            {
                Massage = (days, isThisWeek) => isThisWeek ? $"Massage diese Woche: {days}" : $"Massage: {days}",
                Keep = day => $"Deine Massage am {day} passt",
                MoveTo = days => $"Massage verlegen auf {days}",
                Move = day => $"Massage am {day} verschieben",
                NothingToBook = "Diese Woche nichts buchen",
                Quiet = "Eine ruhige Woche, nichts zu buchen",
                QuietTime = "Eine ruhige Zeit, nichts zu buchen",
                Welcome = "Willkommen bei ActivitySync",
                SeeSomeone = "Erst ein Termin, dann der Rest",
                Medical = level =>
                    level switch
                    {
                        MedicalLevel.Emergency => "Bitte jetzt lesen",
                        MedicalLevel.Urgent => "Bitte heute noch lesen",
                        MedicalLevel.Clinician => "Erst etwas klären",
                        _ => "Erst ausruhen",
                    },
                NoNews = day => $"Seit {day} nichts Neues von dir",
                PreheaderMedical = level =>
                    level switch
                    {
                        MedicalLevel.Emergency => "Bitte sofort öffnen.",
                        MedicalLevel.Urgent => "Bitte heute öffnen, nicht erst morgen.",
                        MedicalLevel.Clinician => "Bitte vor dem nächsten Lauf öffnen.",
                        _ => "Das Laufen kann warten.",
                    },
                PreheaderCondition = "Nicht eilig: erst eine Frage.",
                PreheaderNoNews = "Hat deine Uhr übertragen?",
                PreheaderQuiet = "Alles im grünen Bereich.",
                PreheaderQuietTime = "Kein Grund zur Eile.",
                PreheaderMissed = "Die besten Tage dafür sind vorbei.",
                PreheaderQuestion = day => $"Eine Frage zum Lauf am {day}.",
                PreheaderWelcome = "Was kommt, wann, und wie deine Läufe hierherfinden.",
                PreheaderNothing = "Ein paar Minuten auf dem Boden genügen heute Abend.",
                PreheaderKeep = "Der Tag passt. Danach ein lockerer.",
                PreheaderKeepLight = "Diesmal nur leichter Druck.",
                PreheaderBook = "Eine Massage, danach ein lockerer Tag.",
                PreheaderMove = "Ein besserer Tag dafür, und warum.",
                PreheaderSeeSomeone = "Bis dahin ist nichts zu buchen.",
                PreheaderLong = (weekday, time) =>
                    $"Nach {time} {(weekday.Length > 0 ? $"am {weekday}" : "heute")}. Danach ein lockerer Tag.",
                PreheaderRacePost = weekday => $"Ab {weekday}, und sanft.",
                PreheaderRacePre = "Rechtzeitig vor dem Rennen. Danach ein lockerer Tag.",
                PreheaderRacePreLight = "Vor dem Rennen, und leicht. Danach ein lockerer Tag.",
                PreheaderHardBlock = "Nach zwei schweren Wochen. Danach ein lockerer Tag.",
                PreheaderMaintenance = days =>
                    $"{Capitalize(FormatWeeks(days))} nach der letzten. Danach ein lockerer Tag.",
            },

            Decisions = new DecisionTexts
            {
                Book = (kind, days, why) => $"Buch dir {kind} für {days}{(why.Length > 0 ? ", " + why : "")}.",
                After = (first, last, what) => $"{FormatSpan(first, last)} nach {what}",
                Before = (first, last, name) => $"{FormatSpan(first, last)} vor {FormatRace(name)}",
                AfterHardBlock = "nach zwei schweren Wochen",
                SinceLast = days => $"{FormatWeeks(days)} nach der letzten",
                Keep = day => $"Bleib bei deiner Massage am {FormatLongDate(day)}: Der Tag passt.",
                AskForLight = why => $"Bitte um leichten Druck{(why.Length > 0 ? $": {why}" : "")}.",
                RaceSoonAfter = (days, name) =>
                    $"{Capitalize(FormatRaceNominative(name))} ist {FormatSpan(days, days)} später",
                EventSoonBefore = (days, what) => $"Sie liegt nur {FormatSpan(days, days)} nach {what}",
                MoveTo = (from, kind, days, other, why) =>
                    $"Verschieb {FormatBooked(kind)} vom {Weekdays[(int)from.DayOfWeek]} auf {days}{other}: {why}.",
                AskForKind = kind =>
                    kind switch
                    {
                        MassageKind.ActiveRelease => ", und bitte um Active Release",
                        MassageKind.DeepTissue => ", und bitte um eine tiefe",
                        _ => ", und bitte um eine klassische",
                    },
                Move = (from, why) => $"Verschieb die Massage am {FormatLongDate(from)}: {why}.",
                BadDay = (day, daysAhead, what) =>
                    daysAhead switch
                    {
                        0 => $"Heute {what}",
                        1 => $"Morgen {what}",
                        _ => $"Der {Weekdays[(int)day.DayOfWeek]} {what}",
                    },
                BadDays = new Dictionary<ReasonCode, string>
                {
                    [ReasonCode.NextDayNotEasy] = "hat keinen lockeren Tag danach",
                    [ReasonCode.AfterHard] = "liegt zu bald nach einem harten Tag",
                    [ReasonCode.RacePost] = "liegt zu bald nach deinem Rennen",
                    [ReasonCode.VeryLong] = "liegt zu bald nach einem langen Lauf",
                    [ReasonCode.LongRun] = "liegt zu bald nach einem langen Lauf",
                    [ReasonCode.LongLoad] = "liegt zu bald nach einem langen Tag",
                    [ReasonCode.MinGap] = "liegt zu bald nach der letzten",
                },
                OtherBadDay = "passt nicht",
                TooSoonAfter = (days, what) =>
                    days == 0 ? $"liegt zu bald nach {what}" : $"liegt nur {FormatSpan(days, days)} nach {what}",
                TooCloseToRace = (days, name) =>
                    days switch
                    {
                        0 => "ist der Renntag",
                        1 => $"ist der Tag vor {FormatRace(name)}",
                        _ => $"liegt nur {FormatSpan(days, days)} vor {FormatRace(name)}",
                    },
                Aftercare = "Am Tag danach nur locker.",
                AftercareLater = "Am Tag nach der Massage nur locker.",
                AftercareWithDrink = "Trink danach wie gewohnt, und lass es am nächsten Tag ruhig angehen.",
                BudgetNone = "Spar dir diese Woche die Massage: Ein paar Minuten auf dem Boden tun es genauso.",
                BudgetNoneOnly = "Lass die Massage diese Woche aus.",
                BudgetSave =
                    "Spar dir die Massage diese Woche für ein Rennen oder einen sehr langen Lauf auf: Fürs Erste "
                    + "reichen ein paar Minuten zu Hause.",
                BudgetSaveOnly = "Spar dir die Massage diese Woche für ein Rennen oder einen sehr langen Lauf auf.",
                RaceTooClose = (name, days) =>
                    $"Lass die Massage aus: {Capitalize(FormatRaceNominative(name))} ist in {FormatDaysLeft(days)}.",
                RaceTooCloseLead = "So kurz davor ist nichts zu buchen; Schlaf und lockere Beine bringen mehr.",
                MinGap = (last, next) =>
                    next.Length > 0
                        ? $"Lass die Massage diese Woche aus: Die letzte war am {last}, die nächste lohnt sich ab "
                            + $"{next}."
                        : $"Lass die Massage diese Woche aus: Die letzte war am {last}, das ist noch nicht lange her.",
                MinGapBeforeRace = (last, name) =>
                    $"Lass die Massage diese Woche aus: Die letzte war am {last}, die nächste lohnt sich nach "
                    + $"{FormatRace(name)}.",
                NoDay =
                    "Lass die Massage diese Woche aus: An keinem Tag ist Platz für sie und einen lockeren Tag danach.",
                NothingToBookLead = "Die paar Minuten von heute Abend genügen.",
                SeeSomeone = area => $"Lass {FormatAreaToShow(area)} in der Physiotherapie anschauen.",
                SeeSomeoneLead = (day, severity) =>
                    $"Du hast mir am {day} davon erzählt{(severity.Length > 0 ? $" ({severity} von 10)" : "")}. Bis "
                    + "jemand draufgeschaut hat, wird dort nicht gerollt; eine Massage anderswo kann warten.",
                Quiet = (count, time) => $"Eine ruhige Woche: {count}, {time}.",
                QuietNothing = "Eine ruhige Woche ganz ohne Training.",
                GoodWeek = (count, time) => $"Gute Woche: {count}, {time}.",
                CheckWatch = day =>
                    $"Schau nach, ob deine Uhr übertragen hat: Ich kenne dein Training nur bis {day}, darum gibt es "
                    + "diese Woche keinen Vorschlag.",
                QuietLead = step =>
                    "Nichts zu buchen, alles in Ordnung."
                    + (step.Length > 0 ? $" Wenn du dir heute Abend etwas Gutes tun willst: {step}." : ""),
                NoRecentTraining = "Eine ruhige Zeit: drei Wochen ohne Lauf.",
                NoRecentTrainingLead = "Die Schuhe warten, bis du wieder da bist.",
                PausesNext = "Ich mache jetzt Pause und schreibe nach deinem nächsten Lauf wieder.",
                Welcome =
                    "Willkommen. Ich schreibe dir einmal in der Woche, mit einem Vorschlag, und rund um deine Rennen "
                    + "öfter.",
                WelcomeLead = (weekday, time) =>
                    $"Er kommt am {weekday} um {(time.Minute == 0 ? $"{time.Hour}" : $"{time:HH:mm}")} Uhr: ob sich "
                    + "eine Massage lohnt, welche, und an welchen Tagen.",
                WelcomeHeading = "Bis zum ersten Vorschlag",
                WelcomeItems =
                [
                    "Noch kenne ich keinen deiner Läufe. Sie kommen vom Dienst deiner Uhr oder aus ihren Dateien.",
                    "Ein paar Wochen davon genügen, damit ich einen langen Lauf von einem üblichen unterscheiden kann.",
                    "Nenn mir deine Rennen und deine letzte Massage, dann werden die Tage genauer.",
                ],
                WelcomeConnect = "Verbinde den Dienst deiner Uhr einmal, im Terminal:",
                WelcomeCommands = "Der erste dieser Befehle sagt, was noch fehlt:",
                WelcomePage = "Deine Seite",
                Congratulations = (time, name) => $"{time} {FormatRaceAfter("bei", name)}. Glückwunsch!",
                StairsAreHard = "Ab jetzt zählt jede Treppe.",
                LongDayOut = name =>
                    $"Das war ein langer Tag{(name.Length > 0 ? $" {FormatRaceAfter("bei", name)}" : "")}.",
                Changed = (before, why) => $"Vorgeschlagen hatte ich {before}. Das passt nicht mehr: {why}.",
                Withdrawn = (before, why) => $"Vorgeschlagen hatte ich {before}. Das passt nicht mehr: {why}.",
            },

            Answers = new AnswerTexts
            {
                AskBooked = "Gebucht, schon gehabt, oder tut etwas weh?",
                AskAnything = "Eine Massage gehabt, oder tut etwas weh?",
                AskGone = "Wieder gut?",
                AskMoved = "Verlegt?",
                AskSuggestion = days => $"Hattest du die Massage, die ich für {days}, vorgeschlagen hatte?",
                SkipIfHad = "Wenn ja, lass diese aus.",
                AskFeeling = day => $"Wie waren deine Beine nach der Massage am {day}: besser, gleich oder schlechter?",
                AskInjury = (source, day) => $"{source} sagt, du warst am {day} verletzt. Tut etwas weh?",
                AskRace = (day, time, title) =>
                    $"War der Lauf am {day}, ({time}{(title.Length > 0 ? $", „{title}“" : "")}) ein Rennen?",
                AskLongRun = (day, time) => $"War der Lauf am {day}, ({time}) für dich ein langer?",
                AskHard = (day, time) => $"War der Lauf am {day}, ({time}) eine harte Einheit?",
                AskStarted = (name, day) => $"Bist du am {day}, {FormatRaceAfter("bei", name)} gestartet?",
                IfStarted = "Dann genügt mir die Aufzeichnung.",
                IfNotStarted = "Wenn nicht, lösch es:",
                IfNotStartedInCalendar = "Wenn nicht, lösch es in deinem Rennkalender.",
                AskHashtag = (written, suggested) => $"In einem Titel steht {written}: Meintest du {suggested}?",
                AskRaceDate = "Anderes Datum, oder kein Rennen?",
                RemoveRace = "Lösch es:",
                AddRaceAgain = "Mit dem neuen Datum trägst du es wieder ein:",
                InRaceCalendar = "Ändere es in deinem Rennkalender.",
                ByNewsHashtag =
                    "Schreib #massage oder #pain mit der Stelle (etwa #pain-calf) in den Titel eines Laufs.",
                ByHashtagInNext = tag => $"Schreib {tag} in den Titel deines nächsten Laufs.",
                ByHashtag = tags => $"Schreib {tags} in den Titel eines Laufs.",
                ByHashtagInIt = tags => $"Schreib {tags} in seinen Titel.",
                ByCommand = "Sag es mir im Terminal, zum Beispiel so:",
                ByExactCommand = "Sag es mir im Terminal:",
                Yes = "Ja, im Terminal:",
                No = "Nein:",
                ByPage = address => $"Antworten: {address}",
                OnPage = "Auf deiner Seite antworten",
                AskForAnswer = "Sag es mir, dann passen die vorgeschlagenen Tage.",
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
                Count = count =>
                    count switch
                    {
                        { Others: 0 } => $"{count.Runs} {(count.Runs == 1 ? "Lauf" : "Läufe")}",
                        { Runs: 0 } => $"{count.Others} {FormatSessions(count)}",
                        _ => $"{count.Runs} {(count.Runs == 1 ? "Lauf" : "Läufe")} und {FormatOthers(count)}",
                    },
                CountInWords = count =>
                    count switch
                    {
                        { Others: 0 } => FormatRuns(count.Runs),
                        { Runs: 0, Others: 1 } => $"eine {FormatSessions(count)}",
                        { Runs: 0 } => $"{FormatCount(count.Others)} {FormatSessions(count)}",
                        _ => $"{FormatRuns(count.Runs)} und {FormatOthers(count)}",
                    },
                Others = (count, time) =>
                    Capitalize(
                        count switch
                        {
                            { Runs: 1, Others: 0 } => $"ein lockerer Lauf, {time}",
                            { Others: 0 } => $"{FormatCount(count.Runs)} lockere Läufe, {time}",
                            { Runs: 0 } => $"{FormatOthers(count)}, {time}",
                            { Runs: 1 } => $"ein lockerer Lauf und {FormatOthers(count)}, {time}",
                            _ => $"{FormatCount(count.Runs)} lockere Läufe und {FormatOthers(count)}, {time}",
                        }
                    ),
                What = FormatWhat,
                LooksLike = (label, isOnFoot) =>
                    label switch
                    {
                        Label.Race => "sieht nach einem Rennen aus",
                        Label.LongRun => "sieht nach einem langen Lauf aus",
                        Label.Hard => "sieht nach einer harten Einheit aus",
                        _ => isOnFoot ? "sieht nach einer langen Wanderung aus" : "sieht nach einer langen Radtour aus",
                    },
                Entry = (day, parts) => $"{day}: {string.Join(", ", parts)}",
                StoppedEarly = (name, time) => $"{time} {FormatRaceAfter("bei", name)}",
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
                        _ => "Das ist ungefähr so viel wie sonst.",
                    },
                WithAround = (time, isRace) =>
                    isRace ? $"dazu {time} Ein- und Auslaufen" : $"dazu {time} locker am selben Tag",
                Nothing = "Kein Training aufgezeichnet",
                Spike = "Lass es ein paar Tage ruhig angehen, und achte auf alles, was wehtut.",
                ColdStart = "Ich lerne noch, was bei dir üblich ist.",
                DaysHavePassed = what => $"Die besten Tage lagen kurz nach {what}; jetzt ist nichts zu buchen.",
                Tally = (better, all) =>
                    $"Nach {FormatCount(better)} von {all} Massagen, von denen du erzählt hast, ging es dir besser.",
                KnownUntil = day => $"Ich kenne dein Training bis {day}. Späteres fehlt hier noch.",
                KeyEnds = (source, day) =>
                    $"Dein Schlüssel für {source} gilt bis {day}. Ohne einen neuen kommt von dort nichts mehr an.",
                SourceKnownUntil = (source, day) => $"{source} kenne ich bis {day}. Späteres fehlt hier noch.",
            },

            Reasons = new ReasonTexts
            {
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
                HeadingNow = "Warum jetzt",
                HeadingFits = "Warum es passt",
                HeadingAside = "Gut zu wissen",
                RacePost = "Die meisten warten nach einem Rennen ein paar Tage mit der Massage.",
                EarlyGentle = "Sanftes Ausstreichen schon vorher ist Geschmackssache.",
                RacePreLight = (days, name) =>
                    $"Bis {FormatRaceAfter("zu", name)} sind es noch {FormatSpan(days, days, isSubject: true)}, darum "
                    + "nur leichter Druck.",
                RacePre = (days, name) =>
                    $"Bis {FormatRaceAfter("zu", name)} sind es noch {FormatSpan(days, days, isSubject: true)}. Nach "
                    + "einer tiefen Massage brauchen die Beine etwa eine Woche, darum passen diese Tage.",
                RacePreRegular = days =>
                    $"Du hast regelmäßig Massagen, da {(days == 1 ? "genügt" : "genügen")} {FormatDays(days)} Abstand "
                    + "zum Rennen.",
                TwoRaces = "Diese Tage passen zu beiden Rennen.",
                Long = (what, times, isLongest) =>
                    $"{FormatSubject(what)} war "
                    + (times.Length > 0 ? $"{times} so lang wie dein üblicher" : "")
                    + (times.Length > 0 && isLongest ? " und " : "")
                    + (isLongest ? "dein längster seit einem Monat" : "")
                    + ".",
                Times = FormatTimes,
                HardBlock = "Hinter dir liegen zwei schwere Wochen.",
                Maintenance = last =>
                    (last.Length > 0 ? $"Die letzte war am {last}. " : "")
                    + "Eine neue kann beim Abschalten helfen, und verspannte Stellen fallen vielleicht früher auf.",
                KeepSlot = "Die Tage drumherum sind locker genug.",
                SlotFits = why => $"Die Massage kommt {why}: Zeit genug für deine Beine.",
                SlotMove = (day, why) => $"Verschieb die Massage am {day} in eine andere Woche: {why}.",
                HistoryUnknown = "Ich weiß noch von keiner Massage, darum sind die Tage vorsichtig gewählt.",
                PainLocal = area =>
                    $"Lass zuerst {FormatAreaToShow(area)} in der Physiotherapie anschauen, und roll dort nicht.",
                ActiveRelease =
                    "In der Physiotherapie nehmen sie vielleicht Active Release, also Druck auf die Stelle, während du "
                    + "dich bewegst. Eine Stelle, die wehtut, verändert deinen Laufstil, darum kommt sie zuerst dran.",
                WindowExpired = "Es ist später als ideal und lohnt sich trotzdem.",
                DepthTakesTime = "Je tiefer sie geht, desto länger brauchen die Beine danach.",
                SecondEasyDay = "Nach einer tiefen Massage ist ein zweiter lockerer Tag noch besser.",
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
                        BodyArea.Arch => $"Roll jeden Fuß auf einem Tennisball, {seconds} Sekunden je Seite",
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
                IfUsedToIt = "Nur, wenn du es gewohnt bist:",
                BeforeRace = "Nur, was du gewohnt bist, und keine Massagepistole vor schnellem Laufen.",
                InsteadOfMassage = "Keine Massage diesen Monat? Drei solche Abende tun es auch.",
                Guide = "So geht es",
                GuidePath = "self-massage.de",
                GuideTitle = "Selbstmassage",
                Again = "Heute Abend passt, und die nächsten beiden Abende auch.",
            },

            Ahead = new AheadTexts
            {
                Heading = "Was kommt",
                Race = (name, date, days) =>
                    $"{NameOrDefault(name, "Dein Rennen")}, {(days == 1 ? "morgen, " : "")}{date}.",
                RaceWindowOpens = date => $"Massage davor: am besten ab {date}.",
                CalendarReadOn = date =>
                    $"Deinen Rennkalender habe ich zuletzt am {date} gelesen, spätere Änderungen fehlen hier.",
                TooCloseFrom = date => $"Ab {date}, ist es zu nah am Rennen.",
            },

            Race = new RaceMailTexts
            {
                SubjectPlan = (name, from, to) => $"{NameInSubject(name, 16)}: Massage {FormatPlainDays(from, to)}",
                SubjectNothingToBook = name => $"{NameInSubject(name)}: nichts zu buchen",
                SubjectLastDeep = name => $"{NameInSubject(name, 18)}: letzter Tag für tiefe Massage",
                SubjectEve = name => $"{NameInSubject(name)} ist morgen",
                SubjectAfter = name => $"{NameInSubject(name)}: Glückwunsch",
                SubjectStopped = name => $"{NameInSubject(name)}: die Tage danach",
                SubjectStarted = name => $"{NameInSubject(name)}: Bist du gestartet?",
                SubjectCheck = name => $"{NameInSubject(name)}: Was machen die Beine?",
                PreheaderPlan = "Was zu buchen ist, und bis wann.",
                PreheaderNothingToBook = "Trainier wie geplant.",
                PreheaderLastDeep = "Danach leicht oder gar nicht.",
                PreheaderEve = "Nichts Neues, und früh ins Bett.",
                PreheaderAfter = "Erst ein paar lockere Tage.",
                PreheaderStarted = "Noch ist keine Aufzeichnung da.",
                PreheaderCheck = "Ein kurzer Blick zurück, und nach vorn.",
                HeadingPlan = name => name.Length > 0 ? $"Bis {FormatRaceAfter("zu", name)}" : "Bis zum Rennen",
                HeadingEve = "Am Abend davor",
                NothingToBook = (days, name) =>
                    $"Trainier wie geplant: Bis {FormatRaceAfter("zu", name)} sind es noch "
                    + $"{FormatSpan(days, days, isSubject: true)}, und es ist nichts zu buchen.",
                NothingToBookBudget = (days, name) =>
                    $"Trainier wie geplant: Bis {FormatRaceAfter("zu", name)} sind es noch "
                    + $"{FormatSpan(days, days, isSubject: true)}, und für eine Massage ist gerade kein Geld "
                    + "vorgesehen.",
                NothingToBookLead = "Ein paar Minuten auf dem Boden genügen.",
                LastIsEnough = date => $"Die Massage vom {date}, genügt.",
                MassageUntil = (deep, gentle) =>
                    deep.Length > 0
                        ? $"Eine Massage genügt: eine tiefe bis {deep}, oder eine sanfte bis {gentle}."
                        : $"Eine sanfte Massage geht noch bis {gentle}.",
                NothingNewFrom = date => $"Ab {date}: nur, was du gewohnt bist.",
                RaceDay = (date, name) => $"{date}: {NameOrDefault(name, "Renntag")}.",
                LastDeep = (date, name) =>
                    $"Buch dir eine Tiefengewebsmassage für morgen, {date}, wenn du vor {FormatRace(name)} noch eine "
                    + "willst.",
                LastDeepWhy = weekday =>
                    $"Es ist der letzte Tag: Die Beine brauchen danach etwa eine Woche. Am {weekday} nur locker.",
                PlanWish = "Ein Tag nach dem anderen. Bald ist es so weit.",
                CheckWish = "Genieß den nächsten lockeren Lauf.",
                Eve = (name, date) =>
                    $"Ruh dich heute Abend aus: {Capitalize(FormatRaceNominative(name))} ist morgen, {date}.",
                EveLead = "Lockere Beine, und früh ins Bett.",
                EveWish = "Genieß es. Die Arbeit ist getan.",
                EveItems =
                [
                    "Heute keine Massage: Schlaf und lockere Beine bringen mehr.",
                    "Heute Abend und morgen früh: nur, was du gewohnt bist, und keine Massagepistole vor dem Start.",
                ],
                NoRecording = "Noch ist keine da.",
                AfterLead = "Erst ein paar lockere Tage, und nichts zu buchen.",
                Check = (days, name) =>
                    $"Schau, wie es deinen Beinen geht, {FormatSpan(days, days)} nach {FormatRace(name)}.",
                CheckLead = "Alles ruhig? Dann trainier wieder wie immer.",
                CheckSore = "Tut noch eine Stelle weh, lass in der Physiotherapie draufschauen.",
            },

            Medical = new MedicalTexts
            {
                Action = (level, area) =>
                    level switch
                    {
                        MedicalLevel.Emergency => "Ruf jetzt den Notruf an.",
                        MedicalLevel.Urgent => "Geh noch heute zum Arzt.",
                        MedicalLevel.Clinician => $"Lass {FormatAreaToShow(area)} in einer Arzt- oder Physiopraxis "
                            + "anschauen.",
                        _ => "Ruh dich erst aus.",
                    },
                Text = level =>
                    level switch
                    {
                        MedicalLevel.Emergency =>
                            "Was du gemeldet hast, braucht sofort Hilfe. Lauf nicht, und warte nicht, bis es "
                                + "vorbeigeht.",
                        MedicalLevel.Urgent =>
                            "Das sollte nicht bis morgen warten. Hat keine Praxis offen, geh in eine "
                                + "Notaufnahme. Lauf bis dahin nicht, und lass die Stelle in Ruhe.",
                        MedicalLevel.Clinician => "Lauf bis dahin nicht, und lass die Stelle in Ruhe.",
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
                Illness = (kind, date) =>
                    kind.ToUpperInvariant() switch
                    {
                        "" => $"Krank, am {date}.",
                        "FEVER" => $"Fieber, am {date}.",
                        "COLD" => $"Eine Erkältung, am {date}.",
                        _ => $"„{kind}“, am {date}.",
                    },
                Condition = "Etwas Medizinisches, in deinen Einstellungen notiert.",
                ConditionAction = "Frag in der Praxis, ob Massage für dich in Ordnung ist.",
                ConditionText = "Bis dahin schlage ich keine vor.",
                PainEnds =
                    "Bis jemand draufgeschaut hat und du mir sagst, dass es wieder gut ist, schlage ich nichts vor.",
                PainEndsByCommand =
                    "Bis jemand draufgeschaut hat und es wieder gut ist, schlage ich nichts vor. Sag es mir dann im "
                    + "Terminal:",
                IllnessEnds = date => $"Ab {date}, fange ich wieder an, wenn es dir gut geht.",
                StillIll = "Dann noch krank? Sag es mir im Terminal:",
                StillIllOnPage = "Dann noch krank? Sag es mir auf deiner Seite.",
                ConditionEnds =
                    "Ist es in Ordnung, dann lösch den Eintrag in den Einstellungen, und ich fange wieder an.",
                GetWellSoon = "Gute Besserung.",
            },

            Closing = new ClosingTexts
            {
                Encouragements =
                [
                    "Gut gelaufen. Jetzt Füße hoch.",
                    "Ruhe ist Training, das keiner sieht. Genieß sie.",
                    "Der nächste gute Lauf beginnt mit einem ruhigen Tag.",
                ],
                BigWeek =
                [
                    minutes => $"{minutes} Minuten, und das Lächeln sitzt noch.",
                    _ => "Starke Woche. Lass sie wirken.",
                ],
                Gentle = "Eins nach dem anderen. Die Straße läuft nicht weg.",
                HopeItWentWell = "Hoffentlich lief es gut.",
                TreatYourself = "Gönn dir was. Der zählt.",
                Safety =
                    "Hör auf, wenn etwas sticht, kribbelt oder ausstrahlt. Neuer oder einseitiger Schmerz, Schwellung, "
                    + "Taubheit oder Krankheit: Geh damit in eine Praxis. Allgemeine Hinweise, kein ärztlicher Rat.",
                SettingsAt = address => $"Einstellungen: {address}",
                Unsubscribe = (address, isPage) =>
                    $"Wenn du keine E-Mails mehr willst{(isPage ? ":" : ", schreib an")} {address}",
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
                AltLooksLike = label =>
                    label switch
                    {
                        Label.Race => "Sieht nach einem Rennen aus",
                        Label.LongRun => "Sieht nach einem langen Lauf aus",
                        Label.LongLoad => "Sieht nach einer langen Tour aus",
                        _ => "Sieht nach einer harten Einheit aus",
                    },
                AltMore = (mark, count) =>
                    (mark, count) switch
                    {
                        (Label.LongRun, 1) => " und ein weiterer",
                        (Label.Race, 1) => " und ein weiteres",
                        (_, 1) => " und eine weitere",
                        _ => $" und {count} weitere",
                    },
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
            _ => isOnFoot ? "lange Wanderung" : "lange Radtour",
        };

    /// <summary>In the dative, after "nach".</summary>
    private static string FormatEvent(EventPhrase what)
    {
        var day = FormatDay(what, "vom");
        return what.Label switch
        {
            _ when what.IsGuess => $"dem {FormatGuess(what, "vom")}",
            Label.Race => $"dem Rennen {day}",
            Label.LongRun => $"dem langen Lauf {day}",
            Label.Hard => $"der harten Einheit {day}",
            _ => what.IsOnFoot ? $"der langen Wanderung {day}" : $"der langen Radtour {day}",
        };
    }

    /// <summary>What is compared with other runs is called a run.</summary>
    private static string FormatSubject(EventPhrase what) =>
        what.IsGuess ? $"Der {FormatGuess(what, "am")}," : $"Der Lauf {FormatDay(what, "am")}";

    private static string FormatGuess(EventPhrase what, string preposition) =>
        what.Label switch
        {
            Label.Race => $"Lauf {FormatDay(what, preposition)}, der nach einem Rennen aussieht",
            Label.Hard => $"Lauf {FormatDay(what, preposition)}, der nach einer harten Einheit aussieht",
            Label.LongRun => $"Lauf {FormatDay(what, preposition)}, der nach einem langen aussieht",
            _ => $"Training {FormatDay(what, preposition)}, das nach einer langen Tour aussieht",
        };

    private static string FormatDay(EventPhrase what, string preposition) =>
        what.IsToday ? "von heute"
        : what.IsRecent ? $"{preposition} {Weekdays[(int)what.Date.DayOfWeek]}"
        : $"{preposition} {FormatLongDate(what.Date)}";

    private static string FormatShortKind(MassageKind kind) =>
        kind switch
        {
            MassageKind.ActiveRelease => "Active Release",
            MassageKind.DeepTissue => "Tiefengewebe",
            _ => "klassisch",
        };

    /// <summary>A booked massage, in the accusative.</summary>
    private static string FormatBooked(MassageKind kind) =>
        kind switch
        {
            MassageKind.ActiveRelease => "die Behandlung mit Active Release",
            MassageKind.DeepTissue => "die Tiefengewebsmassage",
            MassageKind.Swedish => "die klassische Massage",
            _ => "die Massage",
        };

    private static string FormatKind(MassageKind kind) =>
        kind switch
        {
            MassageKind.ActiveRelease => "Active Release",
            MassageKind.DeepTissue => "Tiefengewebsmassage",
            _ => "Klassische Massage",
        };

    /// <summary>Formats a number of days, or two in either order: "drei bis vier Tage".</summary>
    private static string FormatSpan(int from, int to, bool isSubject = false) =>
        (from, to) switch
        {
            (1, 1) => isSubject ? "ein Tag" : "einen Tag",
            _ when from == to => FormatDays(from),
            (1, _) => $"einen bis {FormatDays(to)}",
            (_, 1) => $"{FormatCount(from)} Tage bis einen Tag",
            _ when Math.Max(from, to) > MaxCountInWords => $"{from} bis {to} Tage",
            _ => $"{FormatCount(from)} bis {FormatDays(to)}",
        };

    private static string FormatDays(int days) => $"{FormatCount(days)} {(days == 1 ? "Tag" : "Tage")}";

    private static string FormatWeeks(int days) =>
        (int)Math.Round(days / 7.0, MidpointRounding.AwayFromZero) is > 1 and var weeks
            ? $"etwa {FormatCount(weeks)} Wochen"
            : "etwa eine Woche";

    private static string FormatDaysLeft(int days) => days == 1 ? "einem Tag" : $"{FormatCount(days)} Tagen";

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

    private static string FormatRuns(int count) => $"{FormatCount(count)} {(count == 1 ? "Lauf" : "Läufe")}";

    /// <summary>The noun for sessions that were not runs.</summary>
    private static string FormatSessions(SessionCount count) =>
        count switch
        {
            { Others: 1, AreRides: true } => "Radtour",
            { AreRides: true } => "Radtouren",
            { Others: 1 } => "Einheit",
            _ => "Einheiten",
        };

    private static string FormatOthers(SessionCount count) =>
        count switch
        {
            { Others: 1, AreRides: true } => "eine Radtour",
            { AreRides: true } => $"{FormatCount(count.Others)} Radtouren",
            { Others: 1 } => "eine andere Einheit",
            _ => $"{FormatCount(count.Others)} andere Einheiten",
        };

    /// <summary>Names an area as the object of a sentence: "deine linke Wade"; quotes other areas.</summary>
    private static string FormatAreaToShow(string area)
    {
        if (SoreArea.Split(area) is not var (side, name))
        {
            return area.Length == 0 ? "die Stelle, die wehtut," : $"die Stelle „{area}“";
        }

        var (noun, gender) = AreaNames[name];
        var (article, ending) = gender switch
        {
            'f' => ("deine", "e "),
            'n' => ("dein", "es "),
            _ => ("deinen", "en "),
        };
        return $"{article} {(side.Length > 0 ? Sides[side] + ending : "")}{noun}";
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

    /// <summary>Words at the end of a race's name that make it masculine; others leave the gender open.</summary>
    private static readonly string[] MasculineEndings = ["marathon", "half", "lauf", "run", "trail", "ultra", "cup"];

    private static bool IsMasculine(string name) =>
        MasculineEndings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>Names a race in the dative: "dem Harbour Marathon".</summary>
    private static string FormatRace(string name) =>
        name.Length == 0 ? "deinem Rennen"
        : IsMasculine(name) ? $"dem {name}"
        : $"dem Rennen ({name})";

    /// <summary>Names a race after "bei" or "zu", contracted with the article: "beim Harbour Marathon".</summary>
    private static string FormatRaceAfter(string preposition, string name) =>
        name.Length == 0 ? $"{preposition} deinem Rennen"
        : IsMasculine(name) ? $"{preposition}m {name}"
        : $"{preposition}m Rennen ({name})";

    private static string FormatRaceNominative(string name) =>
        name.Length == 0 ? "dein Rennen"
        : IsMasculine(name) ? $"der {name}"
        : $"das Rennen ({name})";

    private static string NameOrDefault(string name, string defaultName) => name.Length > 0 ? name : defaultName;

    private static string NameInSubject(string name, int maxLength = 24) =>
        NameOrDefault(UntrustedText.Shorten(name, maxLength), "Dein Rennen");

    private static string Capitalize(string text) =>
        text.Length > 0 ? char.ToUpperInvariant(text[0]) + text[1..] : text;
}

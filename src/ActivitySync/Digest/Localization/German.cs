using ActivitySync.Data;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.SelfMassage;
using ActivitySync.Recovery.Tagging;

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

    public static Language Language { get; } =
        new()
        {
            Tag = "de",
            DecimalPoint = ',',
            LongDate = FormatLongDate,
            ShortDate = FormatShortDate,

            SubjectPick = date => $"Dein Erholungstipp: {FormatLongDate(date)}",
            SubjectTonight = date => $"Erholungstipp: heute, {FormatLongDate(date)}",
            SubjectQuiet = date => $"Ruhige Woche bis {FormatLongDate(date)}",
            SubjectMedical = date => $"Bitte heute lesen: {FormatLongDate(date)}",
            PreheaderPick = "Jetzt buchen, und den Tag danach locker halten.",
            PreheaderTonight = "Nichts zu buchen: fünf Minuten zu Hause auf der Matte.",
            PreheaderQuiet = "Diese Woche ist nichts zu buchen.",
            PreheaderMedical = "Bitte vor dem nächsten Lauf öffnen.",

            HeadingSummary = "Kurz gesagt",
            HeadingWeek = "Deine Woche",
            HeadingWhy = "Warum",
            HeadingAfter = "Danach",
            HeadingTonight = "Heute Abend, fünf Minuten",
            HeadingAhead = "Ausblick",
            HeadingCorrections = "Falsch?",
            HeadingReported = "Was du gemeldet hast",

            Kind = FormatKind,
            Decision = (kind, from, to) =>
                (to.DayNumber - from.DayNumber) switch
                {
                    0 => $"{FormatKind(kind)} am {FormatLongDate(from)}",
                    1 => $"{FormatKind(kind)} am {FormatLongDate(from)} oder {FormatLongDate(to)}",
                    _ => $"{FormatKind(kind)}, an einem Tag von {FormatLongDate(from)} bis {FormatLongDate(to)}",
                },
            DecisionTonight = date => $"Fünf Minuten zu Hause, heute, {FormatLongDate(date)}",
            ThenEasy = "Dann ein lockerer Tag.",
            ShortReasons = new ShortReasonTexts
            {
                AfterRace = (days, name) => $"{FormatDays(days)} nach {NameOrDefault(name, "deinem Rennen")}.",
                BeforeRace = (days, name) => $"{FormatDays(days)} vor {NameOrDefault(name, "deinem Rennen")}.",
                AfterLong = (days, minutes) => $"{FormatDays(days)} nach deinen {minutes} Minuten.",
                HardBlock = "Nach zwei schweren Wochen.",
                Maintenance = days => $"{FormatDays(days)} seit der letzten.",
                KeepSlot = "Schon gebucht, und sie passt.",
                Pain = "Hände, die sich auskennen, statt der Rolle.",
                NoMassage = "Diese Woche ist nichts zu buchen.",
            },

            Week = new WeekTexts
            {
                What = (label, isOnFoot) =>
                    label switch
                    {
                        Label.Race => "Rennen",
                        Label.LongRun => "langer Lauf",
                        Label.Hard => "harte Einheit",
                        _ => isOnFoot ? "lange Wanderung" : "lange Radfahrt",
                    },
                Entry = (date, minutes, what, isUncertain, details) =>
                    $"{date}: {minutes} min, "
                    + $"{(isUncertain ? "wir denken: " : "")}{what}{(details.Length > 0 ? ", " + details : "")}.",
                StoppedEarly = (date, minutes) => $"{date}: {minutes} min. Das war ein langer Tag.",
                TimesUsual = (times, usual) => $"das {times}-Fache deiner üblichen {usual}",
                WithAround = minutes => $"dazu {minutes} min drumherum",
                Others = (count, minutes, isAfterList) =>
                    $"{FormatCount(count)} "
                    + $"{(isAfterList ? "weitere " : "")}{(count == 1 ? "Einheit" : "Einheiten")}, {minutes} min.",
                Nothing = "Kein Training aufgezeichnet.",
                Spike =
                    "Der größte Umfang seit einem Monat: geh sanft mit dir um, und achte auf Schmerzen an einer "
                    + "einzelnen Stelle.",
                ColdStart = "Wir lernen noch, was bei dir üblich ist.",
                NothingStored = "Hier liegt noch kein Training: verbinde eine Quelle oder lies Dateien ein.",
                NoRecentTraining = "Drei Wochen ohne Lauf; die Schuhe warten, bis du wieder da bist.",
                PausesNext = "Diese Mails machen jetzt Pause und kommen mit deinem nächsten Lauf wieder.",
                KnownUntil = date => $"Gelesen bis {date}: spätere Einheiten fehlen hier noch.",
                KeyEnds = (source, date) =>
                    $"Dein {source}-Schlüssel gilt bis {date}. Ohne einen neuen kommt von dort nichts mehr an.",
                SourceKnownUntil = (source, date) =>
                    $"{source} ist gelesen bis {date}: spätere Einheiten von dort fehlen hier noch.",
                QuietSoFar = date => $"Nichts zu buchen, soweit bis {date} bekannt.",
                AskRace = (date, minutes, title) =>
                    $"War {date}, {minutes} min{(title.Length > 0 ? $" („{title}“)" : "")} ein Rennen?",
                AnswerByTitle = "Schreib #race oder #easy in den Titel.",
                AnswerByCommand = id => $"Sag es mit: activitysync label {id} race (oder easy).",
                AskStarted = (name, date) =>
                    $"Bist du {(name.Length > 0 ? $"bei {name} am {date}" : $"am {date}")} gestartet? Wenn nicht: "
                    + "activitysync race remove.",
                AskHashtag = (written, suggested) => $"{written} in einem Titel: meintest du {suggested}?",
                QuietTitle = "Eine ruhige Woche",
                Quiet = (count, minutes) =>
                    count == 0
                        ? "Diese Woche ist nichts aufgezeichnet und nichts zu buchen."
                        : $"{FormatCount(count)} {(count == 1 ? "Einheit" : "Einheiten")}, zusammen {minutes} min, "
                            + "und nichts, was nach Massage ruft.",
            },

            Reasons = new ReasonTexts
            {
                RacePost = (name, date) =>
                    $"Rennen {(name.Length > 0 ? $"{name} " : "")}am {date}; unsere Voreinstellung wartet ein paar "
                    + "Tage.",
                RacePostStopped = date => $"Der {date} war ein langer Tag; unsere Voreinstellung wartet ein paar Tage.",
                EarlyGentle = "Sanftes Streichen schon vorher ist Geschmackssache.",
                RacePre = (name, days) =>
                    $"Noch {days} {(days == 1 ? "Tag" : "Tage")} bis {NameOrDefault(name, "zum Rennen")}: leicht, "
                    + "und je näher, desto weniger Neues.",
                TwoRaces = "Diese Tage passen zu beiden Rennen.",
                RaceTooClose = name =>
                    "So kurz vorher nichts buchen; Schlaf und lockere Beine helfen "
                    + $"{(name.Length > 0 ? $"vor {name} " : "")}mehr.",
                Long = (minutes, date, comparison) =>
                    comparison.Length > 0 ? $"{minutes} Minuten, {comparison}." : $"{minutes} Minuten am {date}.",
                HardBlock = "Zwei schwere Wochen; dafür ist tiefe Arbeit da.",
                Maintenance = last =>
                    $"Die letzte war am {last}; eine Gelegenheit, verspannte Stellen früh zu bemerken.",
                MaintenanceUndated = "Eine Gelegenheit, verspannte Stellen früh zu bemerken.",
                KeepSlot = "Deine gebuchte Massage passt in die Woche: lass sie stehen.",
                SlotMove = date => $"Die Massage am {date}: verschieb sie, wenn es geht.",
                NextDayNotEasy = "Such dir einen lockeren Tag und buche den Tag davor.",
                MinGap = (last, next) =>
                    next.Length > 0
                        ? $"Die letzte war am {last}; die nächste lohnt ab {next}."
                        : $"Die letzte war am {last}; warte noch ein wenig.",
                HistoryUnknown =
                    "Wir kennen noch keine Massage, daher vorsichtige Tage; hattest du eine? #massage in den Titel.",
                PainLocal = area =>
                    $"Schmerz{(area.Length > 0 ? $" („{area}“)" : "")}: geh zur Physio- oder Sporttherapie; "
                    + "Active Release ist eines ihrer Mittel. Die Stelle nicht rollen.",
                WindowExpired = "Später als ideal, aber noch der Mühe wert.",
                Plain = new Dictionary<ReasonCode, string>
                {
                    [ReasonCode.SlotLight] = "Bitte um leichten Druck.",
                    [ReasonCode.BudgetNone] =
                        "Fünf Minuten zu Hause, heute oder an einem anderen Abend, sind eine volle Antwort.",
                    [ReasonCode.BudgetSave] =
                        "Spar das Geld für das Rennen oder den längsten Lauf; heute reicht es zu Hause.",
                },
            },

            Grade = grade =>
                grade switch
                {
                    EvidenceGrade.A => "Gut untersucht, kleine Wirkung",
                    EvidenceGrade.B => "Untersucht, kleine Wirkung",
                    EvidenceGrade.C => "Erfahrung und gesunder Menschenverstand",
                    _ => "Geschmackssache",
                } + ".",
            EvidenceBasis =
                "Der Rat beruht auf Faustregeln einer Läuferin, abgeglichen mit veröffentlichten Übersichtsarbeiten.",
            MayEase = "Kann Muskelkater etwas lindern; schneller macht es nicht, und das ist in Ordnung.",
            Myth = "Übrigens: Muskelkater ist Umbau, keine Säure.",
            AfterMassage = care =>
                care switch
                {
                    Aftercare.DrinkAsAfterARun => "Trink wie nach einem Lauf.",
                    Aftercare.NextDayEasyOrRest => "Am nächsten Tag locker oder Pause.",
                    _ => "Ein zweiter lockerer Tag ist besser.",
                },

            Tonight = new TonightTexts
            {
                Step = (area, dose) =>
                    area switch
                    {
                        BodyArea.Arch =>
                            $"Tennisball unter jeden Fuß, im Sitzen, von der Ferse zum Ballen, {dose}; nicht bei "
                                + "stechender Ferse.",
                        BodyArea.Calves =>
                            $"Waden rollen, je {dose}. Erst vergleichen: eine allein geschwollen, warm oder "
                                + "schmerzhaft? Lass es und hol dir Hilfe.",
                        BodyArea.Quads => $"Oberschenkel vorn rollen, je {dose}, neben dem Band an der Außenseite.",
                        BodyArea.Hamstrings => $"Oberschenkel hinten rollen, je {dose}, nicht die Kniekehle.",
                        BodyArea.Glutes => $"Gesäß rollen, je {dose}, nicht den unteren Rücken.",
                        _ => $"Hüftbeuger sanft rollen, je {dose}; nie auf Bauch oder Leiste.",
                    },
                Dose = (seconds, sets) => sets == 1 ? $"{seconds} s" : $"{sets} x {seconds} s",
                Pressure = mode =>
                    mode == SelfMassageMode.Light
                        ? "Rolle oder Stab: langsam, ruhig atmen, Druck 3 von 10."
                        : "Rolle oder Stab: langsam, ruhig atmen, Druck höchstens 5 bis 6 von 10.",
                How = "Rollen: Gewicht auf den Muskel, nie auf Knochen; 15 bis 20 s auf einer empfindlichen Stelle.",
                StopAt = "Aufhören bei stechendem, kribbelndem oder ausstrahlendem Schmerz.",
                BeforeRace = "Nur, was du gewohnt bist, und keine Massagepistole vor schnellem Laufen.",
                InsteadOfMassage = "Keine Massage diesen Monat? Drei solche Abende sind eine volle Antwort.",
                Again = "Morgen gern noch einmal.",
            },

            Ahead = new AheadTexts
            {
                CalendarReadOn = date =>
                    $"Dein Rennkalender wurde zuletzt am {date} gelesen; was sich danach änderte, fehlt hier.",
                Race = (name, date, days) =>
                    $"{NameOrDefault(name, "Dein Rennen")} am {date}{(days == 1 ? ", morgen" : "")}.",
                RaceWindowOpens = date => $"Das Fenster für eine Massage davor öffnet am {date}.",
                AvoidDay = (date, code) =>
                    code == ReasonCode.RaceTooClose
                        ? $"Nicht am {date} oder später: zu nah am Rennen."
                        : $"Nicht am {date}: kein lockerer Tag danach.",
            },

            Race = new RaceMailTexts
            {
                Subject = (stage, date) =>
                    stage switch
                    {
                        RaceMailStage.Plan => $"Vor deinem Rennen: {FormatLongDate(date)}",
                        RaceMailStage.LastDeep => $"Letzter Tag für Tiefes: {FormatLongDate(date)}",
                        RaceMailStage.Eve => $"Morgen ist dein Rennen: {FormatLongDate(date)}",
                        RaceMailStage.After => $"Nach deinem Rennen: {FormatLongDate(date)}",
                        _ => $"Rückblick aufs Rennen: {FormatLongDate(date)}",
                    },
                Preheader = stage =>
                    stage switch
                    {
                        RaceMailStage.Plan => "Was zu buchen ist, und bis wann.",
                        RaceMailStage.LastDeep => "Danach: sanft oder gar nicht.",
                        RaceMailStage.Eve => "Nichts Neues, und früh ins Bett.",
                        RaceMailStage.After => "Erst ein paar lockere Tage.",
                        _ => "Ein kurzer Blick zurück und nach vorn.",
                    },
                Heading = stage =>
                    stage switch
                    {
                        RaceMailStage.Plan => "Bis zum Rennen",
                        RaceMailStage.LastDeep => "Letzter Tag für tiefe Arbeit",
                        RaceMailStage.Eve => "Am Abend davor",
                        RaceMailStage.After => "Nach dem Rennen",
                        _ => "Zehn Tage danach",
                    },
                Ahead = (name, date) => $"{NameOrDefault(name, "Dein Rennen")} am {date}",
                NothingToBook = days =>
                    $"Noch {FormatDaysLeft(days)} und nichts zu buchen: lockere Beine, und nichts Neues.",
                DeepUntil = date => $"Tiefe Arbeit: spätestens {date}.",
                GentleUntil = date => $"Sanfte Massage: spätestens {date}.",
                NothingNewFrom = date => $"Ab {date}: nur, was du gewohnt bist.",
                RaceDay = (date, name) => $"{date}: {NameOrDefault(name, "Renntag")}.",
                LastDeep = date => $"Morgen, {date}, ist der letzte Tag für tiefe Arbeit",
                LastDeepWhy = (days, name) =>
                    $"{FormatDays(days)} vor {NameOrDefault(name, "deinem Rennen")}. Danach: sanft oder gar nicht.",
                NotBooked = "Nichts gebucht? Nichts verloren: Fünf Minuten zu Hause sind eine volle Antwort.",
                Eve = (name, date) => $"{NameOrDefault(name, "Dein Rennen")} ist morgen, {date}",
                EveLead = "Lockere Beine, früh ins Bett, nichts Neues.",
                EveItems =
                [
                    "Heute keine Massage: Dem Rennen helfen Schlaf und lockere Beine mehr.",
                    "Auch morgen früh: nur, was du gewohnt bist, und keine Massagepistole vor dem Start.",
                ],
                AfterLead = name => $"{NameOrDefault(name, "Das Rennen")} ist gelaufen: erst ein paar lockere Tage.",
                StoppedLead = "Das war ein langer Tag. Erst ein paar lockere Tage.",
                DidYouStart = (name, date) => $"Bist du{(name.Length > 0 ? $" bei {name}" : "")} am {date} gestartet?",
                NoRecording = "Noch ist keine Aufzeichnung da. Nicht gestartet? Sag es: activitysync race remove.",
                Check = (days, name, date) =>
                    $"{FormatDays(days)} nach {NameOrDefault(name, "deinem Rennen")} am {date}: Wie geht es den "
                    + "Beinen?",
                CheckLead = "Alles ruhig? Dann darf das Training wieder sein wie immer.",
                CheckItems =
                [
                    "Noch eine Stelle, die wehtut? #pain in einen Titel; in der Physiotherapie kann man sie ansehen.",
                    "Alles weg? #pain-gone beendet, was du gemeldet hattest.",
                ],
                WrongRace = "Anderes Datum, oder kein Rennen? activitysync race list zeigt, was wir wissen.",
            },

            WrongLabel = "Eine Einordnung, oder eine wunde Stelle? Sag es uns: #easy oder #pain in den Titel.",
            ChangeBudget = "Anderes Budget? Das ist die Einstellung Budget.",

            Medical = new MedicalTexts
            {
                Action = level =>
                    level switch
                    {
                        MedicalLevel.Emergency => "Ruf jetzt den Notruf an",
                        MedicalLevel.Urgent => "Hol dir noch heute ärztliche Hilfe",
                        MedicalLevel.Clinician => "Vor jeder Massage erst in die Praxis",
                        _ => "Vorerst keine Massage: erst ausruhen",
                    },
                Text = level =>
                    level switch
                    {
                        MedicalLevel.Emergency =>
                            "Was du gemeldet hast, braucht sofort Hilfe. Bitte lauf nicht, und warte nicht, bis es "
                                + "vorbeigeht.",
                        MedicalLevel.Urgent =>
                            "Was du gemeldet hast, gehört noch heute angesehen. Bis dahin kein Druck in der Nähe: "
                                + "keine Massage, kein Rollen.",
                        MedicalLevel.Clinician =>
                            "Was du gemeldet hast, gehört erst ärztlich oder physiotherapeutisch angesehen. Bis "
                                + "dahin keine Massage und kein Rollen.",
                        _ => "Solange du dich krank fühlst, können Massage und Rollen warten. Das Training auch.",
                    },
                Pain = (area, severity, signs, date) =>
                    string.Join(
                        ", ",
                        new[]
                        {
                            area.Length > 0 ? $"„{area}“" : "",
                            signs,
                            severity.Length > 0 ? $"{severity} von 10" : "",
                            $"gemeldet am {date}",
                        }.Where(part => part.Length > 0)
                    ) + ".",
                Illness = (kind, date) =>
                    kind.Length > 0 ? $"„{kind}“, gemeldet am {date}." : $"Krank gefühlt, gemeldet am {date}.",
                Condition = "Ein Eintrag unter Conditions in deinen Einstellungen: bitte erst ärztlich fragen.",
                NoAdvice = "Solange das gilt, stehen in diesen Mails keine Vorschläge.",
            },

            PainQuestion = "Stechender oder einseitiger Schmerz? Lass die Massage aus und sag es uns.",
            GeneralInformation =
                "Allgemeine Hinweise aus deinem Trainingsbuch, kein ärztlicher Rat. Hör auf und hol dir fachliche "
                + "Hilfe bei stechendem, "
                + "neuem oder einseitigem Schmerz, Schwellung, Taubheit oder Krankheit.",
            SettingsAt = address => $"Einstellungen: {address}",
            Unsubscribe = address => $"Keine Mails mehr: {address}",
            PoweredBy = source => $"Powered by {source}.",
            DataFrom = source => $"Enthält Daten von {source}.",
            Encouragements =
            [
                "Genieß die Beine, die du dir erlaufen hast.",
                "Ruhe ist Training, das man nicht sieht. Genieß sie.",
                "Der nächste gute Lauf beginnt mit diesem lockeren.",
                "Gut gelaufen. Jetzt Füße hoch.",
                "Starke Woche. Lass sie wirken.",
            ],
            GentleEncouragement = "Eins nach dem anderen. Die Straße läuft nicht weg.",

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
                Title = "Sechs Wochen, ein Balken je Tag nach Belastung",
                LongRun = "langer Lauf",
                Race = "Rennen",
                RaceAhead = "Rennen voraus",
                Massage = "Massage",
                Suggested = "Vorschlag",
                Today = "heute",
                DayAndMonth = date => $"{date.Day}. {Months[date.Month - 1][..3]}",
                AltSpan = (from, to) => $"Sechs Wochen von {from} bis {to}, ein Balken je Tag nach Belastung.",
                AltLongRuns = "Lange Läufe",
                AltRaces = "Rennen",
                AltMassages = "Massagen",
                AltSuggested = "Vorschlag für eine Massage",
                AltRaceAhead = "Rennen voraus",
                AltMinutes = (date, minutes) => $"{date} ({minutes} min)",
            },

            CalendarFeedName = "Massagefenster",
            EventTitle = kind => $"{FormatKind(kind)}: einer dieser Tage",
            EventNote = "Einer dieser Tage; dann ein lockerer Tag. Trink wie nach einem Lauf.",
            EasyDayTitle = "Locker oder Pause (wenn die Massage am Tag davor war)",
            EasyDayNote = "Keine Intervalle und kein langer Lauf am Tag nach einer Massage.",
        };

    private static string FormatLongDate(DateOnly date) =>
        $"{Weekdays[(int)date.DayOfWeek]}, {date.Day}. {Months[date.Month - 1]}";

    private static string FormatShortDate(DateOnly date) =>
        $"{Weekdays[(int)date.DayOfWeek][..2]} {date.Day}. {Months[date.Month - 1][..3]}";

    private static string FormatKind(MassageKind kind) =>
        kind switch
        {
            MassageKind.ActiveRelease => "Active Release, therapeutisch",
            MassageKind.DeepTissue => "Tiefengewebsmassage",
            _ => "Klassische Massage",
        };

    private static string FormatDays(int days) => days == 1 ? "Einen Tag" : $"{FormatCount(days)} Tage";

    private static string FormatDaysLeft(int days) => days == 1 ? "ein Tag" : $"{days} Tage";

    private static string FormatCount(int count) =>
        count switch
        {
            1 => "Eine",
            2 => "Zwei",
            3 => "Drei",
            4 => "Vier",
            5 => "Fünf",
            6 => "Sechs",
            _ => $"{count}",
        };

    private static string NameOrDefault(string name, string defaultName) => name.Length > 0 ? name : defaultName;
}

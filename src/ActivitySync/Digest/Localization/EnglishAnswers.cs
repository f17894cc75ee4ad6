namespace ActivitySync.Digest.Localization;

/// <summary>The page that a link of an English email opens.</summary>
internal static class EnglishAnswers
{
    public static AnswerPageTexts Texts { get; } =
        new()
        {
            ChooseHeading = "What is your answer?",
            Save = "Save",
            Undo = "Undo",
            Saved = "Saved",
            WasSaved = "It was saved like this before.",
            EarlierStays =
                "Your earlier answer was changed since, or is too old to take back, so what it saved stays. You can "
                + "change it on your page.",
            Undone = "Undone",
            UndoneText = "Everything is as it was before your answer.",
            NotSaved = "Nothing was saved",
            UndoExpired = "That was more than a day ago. You can still change it on your page.",
            UndoChanged = "Something newer is saved about it, so it stays. You can change it on your page.",
            ToWeek = "Your week",
            AnswerAgain = "Answer again",
            NotValid = "This link doesn’t work",
            NotValidText = "Links in emails work for two weeks, and only for the person they were sent to.",
            Unreadable = "Something is missing, or can’t be read. Please check what you entered.",
            Gone = "What you are answering about isn’t there any more.",
            WhichDay = "Which day?",
            WhichKind = "What kind?",
            WhichRace = "Which race?",
            WhichPain = "What is gone?",
            KindUnknown = "Another, or I don’t know",
            Booked = kind => $"I’ll save that you booked {kind}.",
            BookedSaved = (kind, day) => $"You booked {kind} for {day}.",
            DaysHavePassed = "The days I suggested have passed. If you had the massage, tell me so on your page.",
            DaysToCome = "The days I suggested are still to come.",
            HadMassage = "I’ll save the massage you had.",
            MassageSaved = day => $"You had a massage on {day}.",
            NotThisWeek = days => $"I’ll save that you skip the massage for {days}. I won’t ask about it later.",
            NotThisWeekSaved = days => $"No massage for {days}.",
            DidNotHave = days => $"I’ll save that you skipped the massage for {days}. I won’t ask again.",
            DidNotHaveSaved = days => $"You skipped the massage for {days}.",
            WasRace = day => $"I’ll save that your run on {day} was a race.",
            WasRaceSaved = day => $"Your run on {day} was a race.",
            JustRun = day => $"I’ll save that your run on {day} was no race.",
            JustRunSaved = day => $"Your run on {day} was a run like any other.",
            Ran = day => $"I’ll note that you ran the race on {day}. It stays among your races.",
            RanSaved = day => $"You ran the race on {day}.",
            DidNotStart = day => $"I’ll take the race on {day} off your list.",
            DidNotStartSaved = day => $"The race on {day} is off your list.",
            RaceIsFromCalendar = "That race comes from your race calendar, and would come back. Remove it there.",
            Better = day => $"After the massage on {day}, your legs were better.",
            Same = day => $"After the massage on {day}, your legs were the same as before.",
            Worse = day => $"After the massage on {day}, your legs were worse.",
            PainGone = "I’ll save that it is gone from today on.",
            PainGoneSaved = "It is gone. Good to hear.",
            NoPain = "Nothing is open: everything you told me about is gone already.",
            SawSomeone = "I’ll note that somebody has looked at it. I still keep quiet until you tell me it is gone.",
            SawSomeoneSaved = "Somebody has looked at it. Tell me when it is gone.",
            Pause = day =>
                $"I’ll send no emails through {day}. If you tell me about something serious, you still hear "
                + "from me.",
            PauseSaved = day => $"No emails through {day}.",
            PausedAlready = "Your emails are paused for longer than that already.",
            Hurts = "Where is it, and how much? If somebody should look at it, I’ll say so at once.",
            WhichSide = "Which side?",
            NoSide = "Neither, or both",
            Left = "Left",
            Right = "Right",
            Where = "Where?",
            Area = area =>
                area switch
                {
                    "achilles" => "Achilles tendon",
                    "arch" => "Arch of the foot",
                    "glute" => "Buttock",
                    "hamstring" => "Back of the thigh",
                    "quad" => "Front of the thigh",
                    _ => char.ToUpperInvariant(area[0]) + area[1..],
                },
            OtherArea = "Somewhere else, in your words",
            PleaseChoose = "Please choose",
            HowStrong = "How much does it hurt?",
            Severity = severity =>
                severity switch
                {
                    0 => "hardly at all",
                    1 => "barely there",
                    3 => "noticeable",
                    5 => "changes how I run",
                    7 => "stops me",
                    10 => "the worst I know",
                    _ => "",
                },
            SinceWhen = "Since when?",
            Today = "Today",
            Yesterday = "Yesterday",
            WhichSigns = "Is there any of this? Leave out what doesn’t fit.",
            HurtsSaved = "I’ll keep it in mind for every suggestion until you tell me it is gone.",
        };
}

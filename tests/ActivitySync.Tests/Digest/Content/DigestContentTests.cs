using ActivitySync.Advice;
using ActivitySync.Configuration;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Digest.Rendering;
using ActivitySync.Logbook;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.Tagging;
using ActivitySync.Sync;
using ActivitySync.Tests.Recovery;

namespace ActivitySync.Tests.Digest.Content;

/// <summary>What a mail contains and what it leaves out.</summary>
public sealed class DigestContentTests
{
    [Fact]
    public void A_quiet_week_is_short()
    {
        var mail = DigestFixture.Mail(DigestFixture.Quiet());

        Assert.Equal("A quiet week, nothing to book", mail.Subject);
        Assert.StartsWith(
            "A quiet one: three runs, 2 h 15. Nothing to book, nothing to fix.",
            Unwrap(mail.Text),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("  - ", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Coming up\n  Harbour Marathon, Sunday 13 December.", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_exercise_contradicts_the_advice_not_to_roll()
    {
        var log = new TimelineBuilder().WithBaseTraining().WithMonthlyMassages().AddRun(-1, 150, 25);
        var german = DigestFixture.Anna with { Language = "de" };

        var calf = GeneratedMailFixture.Planned(log.AddPain(-1, "Wade", 3).Timeline);
        var text = Unwrap(DigestFixture.Mail(calf, GeneratedMailFixture.OrderFor(calf, german)).Text);
        Assert.Contains("Wade", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Waden mit der Rolle", text, StringComparison.Ordinal);
        Assert.Contains("Heute Abend", text, StringComparison.Ordinal);

        var anywhere = GeneratedMailFixture.Planned(log.AddPain(-1, "links", 3).Timeline);
        text = Unwrap(DigestFixture.Mail(anywhere, GeneratedMailFixture.OrderFor(anywhere, german)).Text);
        Assert.DoesNotContain("Heute Abend", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_implausible_distance_is_not_in_the_mail()
    {
        var log = new TimelineBuilder().WithBaseTraining().WithMonthlyMassages();
        Assert.Contains(": long run, 2 h 30, 25 km", Write(log.AddRun(-1, 150, 25)), StringComparison.Ordinal);

        log = new TimelineBuilder().WithBaseTraining().WithMonthlyMassages();
        var text = Write(log.AddRun(-1, 150, 100));
        Assert.Contains(": long run, 2 h 30", text, StringComparison.Ordinal);
        Assert.DoesNotContain("100 km", text, StringComparison.Ordinal);

        static string Write(TimelineBuilder log)
        {
            var planned = GeneratedMailFixture.Planned(log.Timeline);
            return Unwrap(DigestFixture.Mail(planned, GeneratedMailFixture.OrderFor(planned, DigestFixture.Anna)).Text);
        }
    }

    [Fact]
    public void A_quiet_week_lists_its_long_run_and_says_that_the_good_days_have_passed()
    {
        var planned = DigestFixture.AfterLongRun();
        planned = planned with { Plan = planned.Plan with { Massage = null, Reasons = [] } };

        var text = Unwrap(DigestFixture.Mail(planned).Text);

        Assert.Contains("Your week - Fri 20 Nov: long run, 3 h 20", text, StringComparison.Ordinal);
        Assert.Contains(
            "The best days after Friday’s long run have passed; nothing to book now.",
            text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_quiet_week_is_skipped_if_the_settings_say_so()
    {
        var order = DigestFixture.Order with
        {
            Athlete = DigestFixture.Anna with { Digest = new DigestSettings { QuietWeeks = QuietWeeks.Skip } },
        };

        Assert.Null(MailWriter.Render(DigestFixture.Quiet(), order, DigestFixture.Settings));
        Assert.NotNull(MailWriter.Render(DigestFixture.AfterLongRun(), order, DigestFixture.Settings));
        Assert.NotNull(MailWriter.Render(DigestFixture.Medical(MedicalLevel.Postpone), order, DigestFixture.Settings));
    }

    [Fact]
    public void A_week_without_recent_training_is_empty_and_announces_the_pause()
    {
        var quiet = DigestFixture.Quiet();
        var empty = quiet with { Plan = quiet.Plan with { Reasons = [ReasonCode.NoRecentTraining] } };
        var last = DigestFixture.Order with { IsLastBeforePause = true };

        Assert.False(DigestFixture.Mail(quiet, last).IsEmpty);
        Assert.DoesNotContain("keep quiet", DigestFixture.Mail(quiet, last).Text, StringComparison.Ordinal);
        Assert.True(DigestFixture.Mail(empty).IsEmpty);
        Assert.DoesNotContain("keep quiet", DigestFixture.Mail(empty).Text, StringComparison.Ordinal);
        Assert.Contains(
            "I’ll keep quiet now, and write again after your next run.",
            Unwrap(DigestFixture.Mail(empty, last).Text),
            StringComparison.Ordinal
        );
        Assert.False(DigestFixture.Mail(DigestFixture.AfterLongRun()).IsEmpty);
    }

    [Theory]
    [InlineData(MedicalLevel.Emergency, "Call your local emergency number now")]
    [InlineData(MedicalLevel.Urgent, "See a doctor today")]
    public void The_action_comes_first(MedicalLevel level, string action) =>
        Assert.StartsWith(
            action,
            DigestFixture.Mail(DigestFixture.Medical(level, "chest-pain")).Text,
            StringComparison.Ordinal
        );

    [Fact]
    public void With_a_medical_level_there_is_only_what_was_reported()
    {
        var mail = DigestFixture.Mail(DigestFixture.Medical(MedicalLevel.Clinician, "rest-or-night-pain"));

        Assert.Contains(
            "On Sunday 22 November: left calf, pain at rest or at night, 6 out of 10. I won’t suggest anything until "
                + "someone has looked at it and you are well. Then tell me in a terminal: "
                + "activitysync log pain-gone \"left calf\"",
            Unwrap(mail.Text),
            StringComparison.Ordinal
        );
        Assert.All(
            new[]
            {
                "Your week",
                "Why now",
                "Tonight",
                "Coming up",
                "Harbour",
                "massage",
                "smiling",
                "Strava",
                "operator@",
            },
            word => Assert.DoesNotContain(word, mail.Text, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_condition_is_never_named()
    {
        var planned = DigestFixture.Medical(MedicalLevel.Clinician);
        planned = planned with
        {
            Timeline = planned.Timeline with { Athlete = new AthleteProfile { Conditions = ["anticoagulants"] } },
            Plan = planned.Plan with
            {
                Medical = new MedicalAdvice(MedicalLevel.Clinician, [ReasonCode.ClinicianFirst], "anticoagulants"),
            },
        };

        var mail = DigestFixture.Mail(planned);

        Assert.DoesNotContain("anticoag", mail.Text + mail.Html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("A condition, noted in your settings.", Unwrap(mail.Text), StringComparison.Ordinal);
        Assert.DoesNotContain("left calf", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stopped_race_gets_no_congratulation()
    {
        var mail = DigestFixture.Mail(DigestFixture.AfterMarathon(stopped: true));

        Assert.Contains("That was a long day out at City Marathon.", Unwrap(mail.Text), StringComparison.Ordinal);
        Assert.Contains("One thing at a time.", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ongratulations", mail.Text + mail.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public void A_guess_is_a_guess_in_every_sentence_and_brings_its_question()
    {
        var planned = DigestFixture.AfterLongRun();
        var unsure = planned with
        {
            Plan = planned.Plan with
            {
                Activities =
                [
                    .. planned.Plan.Activities.Select(one =>
                        one.Labels.Contains(Label.LongRun) ? one with { Confidence = 0.79 } : one
                    ),
                ],
            },
        };

        var text = Unwrap(DigestFixture.Mail(unsure).Text);
        Assert.Contains("after what looks like a long run on Friday", text, StringComparison.Ordinal);
        Assert.Contains("Fri 20 Nov: looks like a long run, 3 h 20", text, StringComparison.Ordinal);
        Assert.Contains(
            "What looks like a long run on Friday was four times as long as your usual run",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Was the run on Friday 20 November (3 h 20) a long run for you?",
            text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("Friday’s long run", text, StringComparison.Ordinal);
        Assert.DoesNotContain("looks like", DigestFixture.Mail(planned).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_is_answered_in_a_way_that_the_athlete_has()
    {
        var planned = DigestFixture.Quiet();
        var asked = planned with { Plan = planned.Plan with { Questions = [new Question("jog-0", null)] } };
        string Write(AthleteSources sources) =>
            Unwrap(
                DigestFixture
                    .Mail(asked, DigestFixture.Order with { Athlete = DigestFixture.Anna with { Sources = sources } })
                    .Text
            );

        var service = Write(new AthleteSources { Enabled = [SourceNames.Strava, SourceNames.Garmin] });
        var mixed = Write(new AthleteSources { Enabled = [SourceNames.Strava], Inbox = "/inbox" });

        Assert.Contains("a race? Put #race or #easy in its title.", service, StringComparison.Ordinal);
        Assert.DoesNotContain("activitysync", service, StringComparison.Ordinal);
        Assert.Contains(
            "a race? Yes, in a terminal: activitysync label jog-0 race No: activitysync label jog-0 easy",
            mixed,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("#", mixed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("left calf", -1, "Gone? Put #pain-calf-gone in the title of your next run.")]
    [InlineData("lower back", -1, "Gone? Put #pain-lower-back-gone in the title of your next run.")]
    [InlineData("left calf", 0, "Gone? Tell me in a terminal: activitysync log pain-gone \"left calf\"")]
    [InlineData("my $(old) \"scar\"", -1, "Gone? Tell me in a terminal: activitysync log pain-gone \"my (old) scar\"")]
    [InlineData("", -1, "Gone? Tell me in a terminal: activitysync log list")]
    public void A_sore_spot_is_ended_by_what_can_end_it(string area, int days, string answer)
    {
        var pain = new Pain
        {
            Date = DigestFixture.Today.AddDays(days),
            Area = area,
            Severity = 4,
        };
        var planned = DigestFixture.AfterLongRun();
        var plan = planned.Plan with
        {
            Massage = planned.Plan.Massage! with { Reasons = [ReasonCode.PainLocal] },
            Facts = planned.Plan.Facts with { ActivePains = [pain] },
        };
        var connected = DigestFixture.Anna with { Sources = new AthleteSources { Enabled = [SourceNames.Strava] } };

        var mail = DigestFixture.Mail(planned with { Plan = plan }, DigestFixture.Order with { Athlete = connected });

        Assert.Contains(answer, Unwrap(mail.Text), StringComparison.Ordinal);
        if (HashtagReader.Read(answer) is { IsEmpty: false } reading)
        {
            Assert.EndsWith(Assert.Single(reading.ResolvedPainAreas), area, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Ids_in_commands_are_those_of_the_lists()
    {
        var timeline = new TimelineBuilder()
            .WithBaseTraining()
            .AddCalendarRace(-1, 21.1)
            .AddRun(0, 200, 33)
            .AddSlot(1, MassageKind.DeepTissue)
            .Timeline;
        var planned = GeneratedMailFixture.Planned(timeline);
        var order = GeneratedMailFixture.OrderFor(planned, DigestFixture.Anna);

        var own = Unwrap(DigestFixture.Mail(planned, order).Text);
        var fromCalendar = Unwrap(DigestFixture.Mail(planned, order with { OwnRaces = [] }).Text);

        Assert.Contains(
            $"Moved it? Tell me in a terminal: activitysync slot remove {new EntryId(EntryKind.Slot, 1)} "
                + "activitysync slot add 2026-11-",
            own,
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"If not, take it out: activitysync race remove {new EntryId(EntryKind.Race, 1)} ",
            own,
            StringComparison.Ordinal
        );
        Assert.Contains("If not, take it out of your race calendar.", fromCalendar, StringComparison.Ordinal);
        Assert.DoesNotContain("race remove", fromCalendar, StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_massage_the_next_digest_asks_whether_it_helped()
    {
        var planned = DigestFixture.AfterLongRun();
        planned = planned with
        {
            Timeline = planned.Timeline with
            {
                Massages = [new Massage(DigestFixture.Day("2026-11-19"), MassageKind.Swedish)],
            },
        };
        var answered = DigestFixture.Order with { Feelings = [(DigestFixture.Day("2026-11-19"), true)] };

        Assert.Contains(
            "How were your legs after the massage on Thursday: better, same or worse?",
            Unwrap(DigestFixture.Mail(planned).Text),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "How were your legs",
            Unwrap(DigestFixture.Mail(planned, answered).Text),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_tally_appears_once_a_quarter()
    {
        (DateOnly, bool)[] feelings =
        [
            .. Enumerable.Range(1, 6).Select(month => (DigestFixture.Today.AddDays(-30 * month), month > 2)),
        ];
        var weeks = Enumerable
            .Range(0, 26)
            .Select(week =>
                DigestFixture.Order with
                {
                    WeekEnd = DigestFixture.Today.AddDays(7 * week),
                    Feelings = feelings,
                }
            )
            .Select(order =>
                DigestContentBuilder.Build(DigestFixture.AfterLongRun(), order, RuleParameters.Default).Tally
            )
            .OfType<(int, int)>();

        Assert.Equal([(4, 6), (4, 6)], weeks);
    }

    [Fact]
    public void A_massage_of_last_weeks_digest_is_asked_about()
    {
        var sent = new SentWindow(
            DigestFixture.Day("2026-11-15"),
            MassageKind.Swedish,
            DigestFixture.Day("2026-11-17"),
            DigestFixture.Day("2026-11-18")
        );

        var text = Unwrap(DigestFixture.Mail(DigestFixture.AfterLongRun().Keep([sent], RuleParameters.Default)).Text);

        Assert.Contains(
            "Did you have the massage I suggested for Tuesday 17 or Wednesday 18 November?",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("activitysync log massage 2026-11-17 swedish", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_declined_massage_is_not_asked_about_and_neither_is_the_one_before()
    {
        var declined = new SentWindow(
            DigestFixture.Day("2026-11-15"),
            MassageKind.Swedish,
            DigestFixture.Day("2026-11-19"),
            DigestFixture.Day("2026-11-20")
        )
        {
            IsDeclined = true,
        };
        var before = new SentWindow(
            DigestFixture.Day("2026-11-12"),
            MassageKind.Swedish,
            DigestFixture.Day("2026-11-16"),
            DigestFixture.Day("2026-11-18")
        );

        var content = DigestContentBuilder.Build(
            DigestFixture.AfterLongRun().Keep([declined, before], RuleParameters.Default),
            DigestFixture.Order,
            RuleParameters.Default
        );

        Assert.Null(content.SuggestionToAskAbout);
    }

    [Fact]
    public void Copies_and_recordings_around_a_race_are_one_line()
    {
        var warmUp = DigestFixture.Tagged("w", "2026-11-22T08:00:00+01:00", "Warm up", 15, 2500, [], 0.1);
        var race = DigestFixture.Tagged("r", "2026-11-22T08:30:00+01:00", "City 10K", 41, 10_000, [Label.Race], 0.95);
        var coolDown = DigestFixture.Tagged("c", "2026-11-22T09:20:00+01:00", "Cool down", 12, 2000, [], 0.1);
        var copy = DigestFixture.Tagged("r2", "2026-11-22T08:30:05+01:00", "City 10K", 41, 10_000, [], 0) with
        {
            DuplicateOf = "r",
        };

        var entry = Assert.Single(
            WeekEntryBuilder.BuildAll([warmUp, race, copy, coolDown], DigestFixture.Today, DigestFixture.Today)
        );

        Assert.Equal(("r", 41, 27), (entry.Lead.Activity.Id, entry.Minutes, entry.AroundMinutes));
    }

    [Fact]
    public void The_week_is_the_seven_days_of_the_slot_even_if_the_mail_is_late()
    {
        var planned = DigestFixture.AfterLongRun();
        var late = DigestFixture.Order with { Today = DigestFixture.Today.AddDays(1) };
        var monday = DigestFixture.Tagged(
            "late",
            "2026-11-23T07:00:00+01:00",
            "Long Run",
            130,
            20_000,
            [Label.LongRun],
            0.9
        );
        planned = planned with { Plan = planned.Plan with { Activities = [.. planned.Plan.Activities, monday] } };

        var content = DigestContentBuilder.Build(planned, late, RuleParameters.Default);

        Assert.Equal(
            (DigestFixture.Day("2026-11-16"), DigestFixture.Day("2026-11-22")),
            (content.WeekStart, content.WeekEnd)
        );
        Assert.DoesNotContain(content.Week, entry => entry.Lead.Activity.Id == "late");
    }

    [Fact]
    public void A_stale_source_is_mentioned()
    {
        var order = DigestFixture.Order with { KnownUntil = DigestFixture.Order.WrittenAt.AddDays(-5) };

        Assert.Contains(
            "I know your training only up to Tuesday 17 November",
            Unwrap(DigestFixture.Mail(DigestFixture.Quiet(), order).Text),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("HISTORY_UNKNOWN", "I don’t know of any massage yet")]
    [InlineData("WINDOW_EXPIRED", "It is later than ideal, and still worth it.")]
    [InlineData("TWO_RACES", "the days that suit both")]
    [InlineData("SPIKE", "keep an eye on anything sore")]
    [InlineData("COLD_START", "still learning what is usual")]
    [InlineData("HARD_BLOCK", "It has been a heavy two weeks.")]
    [InlineData("PAIN_LOCAL", "See a physiotherapist about")]
    public void Every_reason_with_a_suggestion_has_its_sentence(string code, string sentence)
    {
        var planned = DigestFixture.AfterLongRun();
        planned = planned with { Plan = planned.Plan with { Reasons = [.. planned.Plan.Reasons, new(code)] } };

        Assert.Contains(sentence, Unwrap(DigestFixture.Mail(planned).Text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BUDGET_SAVE", "Skip the massage this week and keep the money for a race or a very long run")]
    [InlineData("BUDGET_NONE", "Skip the massage this week: a few minutes on the floor")]
    [InlineData("MIN_GAP", "Skip the massage this week: the last one was on Sunday 25 October")]
    [InlineData("AFTER_HARD", "Skip the massage this week: no day")]
    public void Without_a_suggestion_the_reason_is_the_decision(string code, string sentence)
    {
        var planned = DigestFixture.AfterLongRun();
        planned = planned with
        {
            Plan = planned.Plan with { Massage = null, Reasons = [.. planned.Plan.Reasons, new(code)] },
        };

        Assert.StartsWith(sentence, Unwrap(DigestFixture.Mail(planned).Text), StringComparison.Ordinal);
    }

    [Fact]
    public void Reasons_that_disagree_with_the_kind_are_left_out()
    {
        var planned = DigestFixture.AfterLongRun();
        planned = planned with
        {
            Plan = planned.Plan with
            {
                Massage = planned.Plan.Massage! with { Kind = MassageKind.Swedish },
                Reasons = [.. planned.Plan.Reasons, ReasonCode.HardBlock],
            },
        };

        Assert.DoesNotContain("heavy two weeks", Unwrap(DigestFixture.Mail(planned).Text), StringComparison.Ordinal);
    }

    [Fact]
    public void Under_a_red_flag_the_pains_that_raised_it_come_most_severe_first()
    {
        var planned = DigestFixture.Medical(MedicalLevel.Emergency, "chest-pain");
        Pain Sore(string area, int severity, int daysAgo, params string[] signs) =>
            new()
            {
                Date = DigestFixture.Today.AddDays(-daysAgo),
                Area = area,
                Severity = severity,
                Signs = signs,
            };
        Pain[] pains =
        [
            Sore("knee", 2, 0),
            Sore("shin", 2, 0),
            Sore("hip", 2, 0),
            Sore("left calf", 6, 0, "one-sided-swelling"),
            Sore("chest", 8, 1, "chest-pain"),
        ];
        planned = planned with { Plan = planned.Plan with { Facts = planned.Plan.Facts with { ActivePains = pains } } };

        var reported = DigestContentBuilder.Build(planned, DigestFixture.Order, RuleParameters.Default).ReportedPains;

        Assert.Equal(["chest", "left calf"], reported.Select(pain => pain.Area));
    }

    [Theory]
    [InlineData("Morning Run", "River Half", "3:48:00 at River Half. Congratulations!")]
    [InlineData("", "River Half", "3:48:00 at River Half. Congratulations!")]
    [InlineData("City Half", null, "3:48:00 at City Half. Congratulations!")]
    [InlineData("Berlin Running", null, "3:48:00 in your race. Congratulations!")]
    public void A_race_is_named_by_the_calendar_or_an_informative_title(string title, string? entry, string sentence)
    {
        var planned = DigestFixture.AfterMarathon(title);
        if (entry is not null)
        {
            planned = planned with
            {
                Timeline = planned.Timeline with
                {
                    Races = [new CalendarRace { Date = DigestFixture.Day("2026-11-21"), Name = entry }],
                },
            };
        }

        Assert.Contains(sentence, DigestFixture.Mail(planned).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_run_there_is_no_praise()
    {
        var planned = DigestFixture.Quiet();
        planned = planned with
        {
            Plan = planned.Plan with { Activities = [], Reasons = [ReasonCode.NoRecentTraining] },
        };

        Assert.All(Enumerable.Range(0, 8), week =>
            Assert.Contains(
                English.Language.Closing.Gentle,
                DigestFixture
                    .Mail(planned, DigestFixture.Order with { WeekEnd = DigestFixture.Today.AddDays(7 * week) })
                    .Text,
                StringComparison.Ordinal
            )
        );
    }

    [Fact]
    public void Before_the_first_import_the_mail_does_not_mention_a_week_off()
    {
        var empty = GeneratedMailFixture.Planned(new TimelineBuilder().Timeline);

        var text = DigestFixture
            .Mail(empty, GeneratedMailFixture.OrderFor(empty, DigestFixture.Anna))
            .Text.ReplaceLineEndings(" ");

        Assert.StartsWith("Welcome. I’ll write once a week", text, StringComparison.Ordinal);
        Assert.DoesNotContain("quiet", text, StringComparison.Ordinal);
        Assert.DoesNotContain("three weeks", text, StringComparison.Ordinal);
    }

    [Fact]
    public void On_race_day_the_mail_says_to_try_nothing_new()
    {
        var planned = DigestFixture.AfterLongRun();
        planned = planned with
        {
            Timeline = planned.Timeline with
            {
                Races = [new CalendarRace { Date = DigestFixture.Today, Name = "Parkrun" }],
            },
        };

        Assert.Contains(
            English.Language.Tonight.BeforeRace,
            Unwrap(DigestFixture.Mail(planned).Text),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Distances_are_in_miles_if_the_settings_say_so()
    {
        var order = DigestFixture.Order with { Athlete = DigestFixture.Anna with { Units = UnitSystem.Imperial } };

        Assert.Contains(
            "26.3 mi",
            DigestFixture.Mail(DigestFixture.AfterMarathon(), order).Text,
            StringComparison.Ordinal
        );
        Assert.Contains("42.4 km", DigestFixture.Mail(DigestFixture.AfterMarathon()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_myth_appears_at_most_once_in_eight_weeks()
    {
        var weeks = Enumerable
            .Range(0, 160)
            .Select(week => DigestFixture.Today.AddDays(7 * week))
            .Where(end => ContentMentionsMyth(DigestFixture.Order with { WeekEnd = end }))
            .ToList();

        Assert.NotEmpty(weeks);
        Assert.All(weeks.Zip(weeks.Skip(1)), pair =>
            Assert.True(pair.Second.DayNumber - pair.First.DayNumber >= 8 * 7)
        );
    }

    private static bool ContentMentionsMyth(MailRequest order)
    {
        AdviceResult planned = DigestFixture.AfterLongRun();
        var content = DigestContentBuilder.Build(planned, order, RuleParameters.Default);
        return WhySentences
            .CreateBlock(content, new Decision("", ""), English.Language)
            .Sentences.Any(sentence => sentence.Contains("acid", StringComparison.Ordinal));
    }

    [Fact]
    public void A_misspelled_hashtag_is_asked_about()
    {
        var mail = DigestFixture.Mail(
            Titled(DigestFixture.AfterLongRun(), "2026-11-19T18:00:00+01:00", "Jog #massge #sundayfunday")
        );

        Assert.Contains(
            "You wrote #massge in a title: did you mean #massage?",
            Unwrap(mail.Text),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("sundayfunday", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quiet_week_asks_about_it_too_but_a_medical_mail_does_not() =>
        Assert.Equal(
            (true, false),
            (
                DigestFixture
                    .Mail(Titled(DigestFixture.Quiet(), "2026-11-19T18:00:00+01:00", "#pian"))
                    .Text.Contains("#pian", StringComparison.Ordinal),
                DigestFixture
                    .Mail(Titled(DigestFixture.Medical(MedicalLevel.Clinician), "2026-11-19T18:00:00+01:00", "#pian"))
                    .Text.Contains("#pian", StringComparison.Ordinal)
            )
        );

    [Theory]
    [InlineData("2026-11-15T17:30:00+01:00", true)] // ended at 19:30, after the last digest
    [InlineData("2026-11-15T16:30:00+01:00", false)]
    [InlineData("2026-11-22T16:30:00+01:00", true)]
    [InlineData("2026-11-22T17:30:00+01:00", false)] // ends after the slot
    public void A_misspelled_hashtag_is_asked_about_in_one_digest(string start, bool isAnswered) =>
        Assert.Equal(
            isAnswered,
            DigestFixture
                .Mail(Titled(DigestFixture.Quiet(), start, "#massge"))
                .Text.Contains("#massge", StringComparison.Ordinal)
        );

    [Fact]
    public void At_most_two_hashtags_are_asked_about_each_once()
    {
        var mail = DigestFixture.Mail(
            Titled(DigestFixture.Quiet(), "2026-11-19T18:00:00+01:00", "#massge #massge #pian #nomial #races")
        );

        Assert.Equal(2, mail.Text.Split("did you mean").Length - 1);
    }

    /// <summary>Adds an activity of two hours with a title.</summary>
    private static AdviceResult Titled(AdviceResult planned, string start, string title)
    {
        var more = DigestFixture.Tagged("titled", start, title, 120, null, [], 0.1).Activity;
        return planned with
        {
            Timeline = planned.Timeline with { Activities = [.. planned.Timeline.Activities, more] },
        };
    }

    private static string Unwrap(string text) =>
        string.Join(' ', text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}

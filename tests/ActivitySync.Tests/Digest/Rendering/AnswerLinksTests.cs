using System.Text.RegularExpressions;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Rendering;
using ActivitySync.Recovery;
using ActivitySync.Tests.Data;
using ActivitySync.Tests.Infrastructure;
using Dapper;
using Microsoft.Extensions.Time.Testing;

namespace ActivitySync.Tests.Digest.Rendering;

/// <summary>The signed addresses of answers: what they contain, and what is refused.</summary>
public sealed class AnswerLinksTests : IDisposable
{
    private const string Base64UrlLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly DateTimeOffset Now = new(2026, 11, 22, 18, 0, 0, TimeSpan.Zero);

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;
    private readonly FakeTimeProvider _clock = new(Now);
    private readonly AppSettings _settings;

    public AnswerLinksTests()
    {
        _settings = DigestFixture.Settings with
        {
            Store = TestStore.For(_directory),
            ActivitySync = new DaemonSettings
            {
                DataDirectory = _directory,
                PublicUrl = new Uri("https://runs.example.org/sync/"),
            },
            FileAthletes = [DigestFixture.Anna, DigestFixture.Anna with { Name = "ben", Email = "ben@example.org" }],
        };
        using var connection = new Database(_settings, _clock).Open();
        foreach (var athlete in _settings.FileAthletes)
        {
            AthleteRepository.GetOrAddId(connection, athlete.Name, _clock);
        }
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void A_link_is_read_as_it_was_created()
    {
        AnswerChoice[] choices =
        [
            new(AnswerAction.Hurts),
            new(AnswerAction.WasRace, 1),
            new(AnswerAction.WasRace, 127),
            new(AnswerAction.WasRace, 128),
            new(AnswerAction.WasRace, long.MaxValue),
            .. Enum.GetValues<AnswerAction>().Select(action => new AnswerChoice(action, 42)),
        ];
        Assert.All(choices, choice =>
        {
            var answer = CreateLinks().Find(GetToken(choice, mailId: 300));

            Assert.NotNull(answer);
            Assert.Equal(
                ("anna", GetId("anna"), 300, choice, Now + AnswerLinks.Validity),
                (answer.Athlete.Name, answer.AthleteId, answer.MailId, answer.Choice, answer.ExpiresAt)
            );
        });
    }

    [Fact]
    public void Any_changed_character_makes_a_link_invalid()
    {
        var token = GetToken(new AnswerChoice(AnswerAction.WasRace, 4711));
        var links = CreateLinks();
        Assert.NotNull(links.Find(token));
        for (var index = 0; index < token.Length; index++)
        {
            foreach (var letter in Base64UrlLetters.Where(letter => letter != token[index]))
            {
                Assert.Null(links.Find($"{token[..index]}{letter}{token[(index + 1)..]}"));
            }

            Assert.Null(links.Find(token[..index]));
            Assert.Null(links.Find(token.Remove(index, 1)));
            Assert.Null(links.Find(token.Insert(index, "A")));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("é")]
    [InlineData("%00")]
    [InlineData("====")]
    [InlineData("..")]
    public void What_is_no_token_is_refused(string? token) => Assert.Null(CreateLinks().Find(token));

    [Fact]
    public void Surroundings_of_a_token_are_refused()
    {
        var token = GetToken(new AnswerChoice(AnswerAction.Hurts));
        string[] wrong = [$" {token}", $"{token} ", $"{token}=", $"{token}\n", token + new string('A', 10_000)];
        Assert.All(wrong, text => Assert.Null(CreateLinks().Find(text)));
    }

    [Fact]
    public void A_link_expires_after_two_weeks()
    {
        var token = GetToken(new AnswerChoice(AnswerAction.Hurts));

        _clock.Advance(TimeSpan.FromDays(14) - TimeSpan.FromSeconds(1));
        Assert.NotNull(CreateLinks().Find(token));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(CreateLinks().Find(token));
    }

    [Fact]
    [SqliteOnly]
    public void A_link_of_another_key_is_refused()
    {
        var token = GetToken(new AnswerChoice(AnswerAction.Hurts));
        File.Delete(Path.Combine(_directory, "secret.key"));

        Assert.Null(CreateLinks().Find(token));
    }

    [Fact]
    public void A_link_of_a_removed_athlete_is_refused()
    {
        var token = GetToken(new AnswerChoice(AnswerAction.Hurts));
        Assert.Null(CreateLinks(_settings with { FileAthletes = [_settings.FileAthletes[1]] }).Find(token));

        using (var connection = new Database(_settings, _clock).Open())
        {
            AthleteRepository.Delete(connection, GetId("anna"));
        }

        Assert.Null(CreateLinks().Find(token));
    }

    [Fact]
    public void A_later_athlete_with_the_same_row_id_cannot_use_a_link()
    {
        var token = CreateLinks()
            .CreateToken(
                new MailAnswer(
                    _settings.FileAthletes[1],
                    GetId("ben"),
                    1,
                    new AnswerChoice(AnswerAction.Hurts),
                    Now.AddDays(1)
                )
            );
        Assert.Equal("ben", CreateLinks().Find(token)?.Athlete.Name);
        var carla = _settings.FileAthletes[1] with { Name = "carla" };
        using (var connection = new Database(_settings, _clock).Open())
        {
            var id = GetId("ben");
            AthleteRepository.Delete(connection, id);
            connection.Execute(
                "INSERT INTO athletes (id, name, created_at) VALUES (@id, @Name, 0)",
                new { id, carla.Name }
            );
        }

        Assert.Null(CreateLinks(_settings with { FileAthletes = [_settings.FileAthletes[0], carla] }).Find(token));
    }

    [Fact]
    public void Another_athletes_number_makes_another_signature()
    {
        var anna = GetToken(new AnswerChoice(AnswerAction.Hurts));
        var ben = CreateLinks()
            .CreateToken(
                CreateLinks().Find(anna)! with
                {
                    Athlete = _settings.FileAthletes[1],
                    AthleteId = GetId("ben"),
                }
            );

        Assert.NotEqual(anna[^20..], ben[^20..]);
        Assert.Null(CreateLinks().Find(ben[..^22] + anna[^22..]));
    }

    [Fact]
    public void An_address_is_short_and_says_nothing_about_health()
    {
        var addresses = CreateLinks().CreateFor(DigestFixture.Anna, 123_456, Now)!;
        Assert.All(Enum.GetValues<AnswerAction>(), action =>
        {
            var address = addresses.GetAnswer(new AnswerChoice(action, 9_000));

            Assert.Matches("^https://runs\\.example\\.org/sync/a/[A-Za-z0-9_-]{30,60}$", address);
            var numbers = System.Buffers.Text.Base64Url.DecodeFromChars(address.AsSpan(address.LastIndexOf('/') + 1));
            Assert.DoesNotMatch(
                "(?i)anna|pain|hurt|massage|race|better",
                System.Text.Encoding.Latin1.GetString(numbers)
            );
        });
    }

    [Fact]
    public void Without_a_public_address_there_are_no_links()
    {
        var settings = _settings with { ActivitySync = _settings.ActivitySync with { PublicUrl = null } };

        Assert.False(CreateLinks(settings).IsAvailable);
        Assert.Null(CreateLinks(settings).CreateFor(DigestFixture.Anna, 1, Now));
    }

    [Fact]
    public void The_same_mail_has_the_same_links()
    {
        var choice = new AnswerChoice(AnswerAction.Booked, 7);

        Assert.Equal(GetToken(choice), GetToken(choice));
        Assert.NotEqual(GetToken(choice, mailId: 1), GetToken(choice, mailId: 2));
    }

    [Theory]
    [InlineData(MassageKind.Swedish, 0)]
    [InlineData(MassageKind.DeepTissue, 1)]
    [InlineData(MassageKind.ActiveRelease, 13)]
    [InlineData(MassageKind.Other, 2)]
    public void Days_are_one_number_and_back(MassageKind kind, int length)
    {
        var from = new DateOnly(2026, 11, 24);

        Assert.Equal(
            new SuggestedWindow(kind, from, from.AddDays(length)),
            AnswerDays.Find(AnswerDays.ToArgument(kind, from, from.AddDays(length)))
        );
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(15)]
    [InlineData(long.MaxValue)]
    public void A_number_without_days_is_refused(long number) => Assert.Null(AnswerDays.Find(number));

    [Fact]
    public void The_last_day_of_the_calendar_has_no_day_after_it() =>
        Assert.Equal(
            DateOnly.MaxValue,
            AnswerDays.Find(AnswerDays.ToArgument(MassageKind.Swedish, DateOnly.MaxValue, DateOnly.MaxValue) | 0xF0)!.To
        );

    [Fact]
    public void A_question_is_found_from_the_link_to_its_choices() =>
        Assert.All(Enum.GetValues<AnswerQuestionKind>(), kind =>
        {
            var question = new AnswerQuestion(kind, AnswerQuestion.MaxArgument);

            Assert.Equal(question, AnswerQuestion.Find(question.All));
            Assert.InRange(question.Choices.Count, 1, AnswerQuestion.MaxChoices);
            Assert.All(question.Choices, choice => Assert.True(choice.Argument >= 0));
        });

    private AnswerLinks CreateLinks(AppSettings? settings = null) =>
        new(
            settings ?? _settings,
            RosterBuilder.Create(settings ?? _settings),
            new SecretProtector(_settings, _clock),
            new Database(_settings, _clock),
            _clock
        );

    private string GetToken(AnswerChoice choice, long mailId = 1) =>
        Regex
            .Match(CreateLinks().CreateFor(DigestFixture.Anna, mailId, Now)!.GetAnswer(choice), "/a/([^/]+)$")
            .Groups[1]
            .Value;

    private long GetId(string name)
    {
        using var connection = new Database(_settings, _clock).Open();
        return AthleteRepository.FindId(connection, name)!.Value;
    }
}

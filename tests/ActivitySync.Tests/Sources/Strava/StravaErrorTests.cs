using System.Text;
using ActivitySync.Sources;
using ActivitySync.Sources.Strava;

namespace ActivitySync.Tests.Sources.Strava;

public sealed class StravaErrorTests
{
    [Theory]
    [InlineData(429, "Rate Limit Exceeded", "Application", "rate limit", "exceeded", "LimitReached")]
    [InlineData(429, "Rate Limit Exceeded", "Application", "overall rate limit", "exceeded", "LimitReached")]
    [InlineData(403, "Forbidden", "Application", "overall rate limit", "exceeded", "LimitReached")]
    [InlineData(401, "Authorization Error", "Athlete", "access_token", "invalid", "TokenRefused")]
    [InlineData(401, "Authorization Error", "AccessToken", "activity:read_permission", "missing", "ScopeMissing")]
    [InlineData(403, "Forbidden", "Application", "Status", "Inactive", "AppInactive")]
    [InlineData(400, "Bad Request", "RefreshToken", "refresh_token", "invalid", "AuthorisationDead")]
    [InlineData(400, "Bad Request", "AuthorizationCode", "code", "invalid", "CodeRefused")]
    [InlineData(400, "Bad Request", "Application", "client_id", "invalid", "ClientIdUnknown")]
    [InlineData(400, "Bad Request", "Application", "client_id", "missing", "ClientIdUnknown")]
    [InlineData(401, "Authorization Error", "Application", "", "invalid", "ClientSecretWrong")]
    [InlineData(400, "Bad Request", "Application", "redirect_uri", "invalid", "RedirectRefused")]
    [InlineData(400, "Bad Request", "Application", "athlete limit", "exceeded", "AthleteLimit")]
    [InlineData(400, "Bad Request", "Application", "after", "future", "ClockAhead")]
    [InlineData(400, "Bad Request", "Something", "new", "wrong", "Refused")]
    [InlineData(404, "Record Not Found", "Activity", "id", "invalid", "NotFound")]
    public void An_error_is_classified_by_status_and_body(
        int status,
        string message,
        string resource,
        string field,
        string code,
        string expected
    )
    {
        var body = $$"""
            {"message":"{{message}}","errors":[{"resource":"{{resource}}","field":"{{field}}","code":"{{code}}"}]}
            """;

        Assert.Equal(expected, StravaErrorClassifier.Classify(status, Encoding.UTF8.GetBytes(body))?.ToString());
    }

    [Theory]
    [InlineData(500, "{\"message\":\"error\"}", "ServerError")]
    [InlineData(597, "", "ServerError")]
    [InlineData(503, "<html>", "ServerError")]
    [InlineData(408, "", "ServerError")]
    [InlineData(401, "", "TokenRefused")]
    [InlineData(401, "{\"message\":\"Authorization Error\",\"errors\":[]}", "TokenRefused")]
    [InlineData(403, "<html>forbidden</html>", "Refused")]
    [InlineData(403, "{\"message\":\"Limit of connected athletes exceeded\"}", "AthleteLimit")]
    [InlineData(403, "{\"message\":\"Rate Limit Exceeded\"}", "LimitReached")]
    [InlineData(410, "<html>", "Refused")]
    [InlineData(429, "", "LimitReached")]
    [InlineData(302, "", "Redirected")]
    [InlineData(200, "<html>", null)]
    [InlineData(400, "{\"message\":5,\"errors\":{}}", "Refused")]
    [InlineData(400, "{\"errors\":[null,7,{\"resource\":null}]}", "Refused")]
    [InlineData(400, "[1]", "Refused")]
    public void A_body_of_another_form_does_no_harm(int status, string body, string? expected) =>
        Assert.Equal(expected, StravaErrorClassifier.Classify(status, Encoding.UTF8.GetBytes(body))?.ToString());

    [Fact]
    public void Each_error_has_one_line_and_an_outcome_that_is_not_success()
    {
        foreach (var kind in Enum.GetValues<StravaErrorKind>())
        {
            var error = StravaError.Create(kind, "anna", 500);

            Assert.NotEqual(SourceOutcome.Complete, error.Outcome);
            Assert.Contains("Strava", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
            Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("AppInactive", "ActionNeeded", "subscription", "settings/api")]
    [InlineData("AuthorisationDead", "ActionNeeded", "activitysync connect strava --athlete anna", "anna")]
    [InlineData("ClientSecretWrong", "Misconfigured", "Strava:ClientSecret", "settings/api")]
    [InlineData("ServerError", "Away", "HTTP 500", "later")]
    public void The_message_says_how_to_fix_the_error(string kind, string outcome, string first, string second)
    {
        var error = StravaError.Create(Enum.Parse<StravaErrorKind>(kind), "anna", 500);

        Assert.Equal(outcome, error.Outcome.ToString());
        Assert.Contains(first, error.Message, StringComparison.Ordinal);
        Assert.Contains(second, error.Message, StringComparison.Ordinal);
    }
}

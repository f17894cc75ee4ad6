using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ActivitySync.Configuration;
using ActivitySync.FileSystem;

namespace ActivitySync.Sources.Calendars;

/// <summary>
/// Reads a calendar from its address or file. The address is a secret and may contain a password, so no message
/// contains any part of it.
/// </summary>
internal sealed class CalendarDownloader(HttpClient http)
{
    /// <summary>Far above the size of a calendar of many years.</summary>
    private const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>More than any server needs; ends a redirect loop.</summary>
    private const int MaxRedirects = 5;

    private const string TooLarge = "it is larger than any calendar of races";

    /// <summary>The protocols of subscribed calendars, which mean https.</summary>
    private static readonly string[] SubscriptionSchemes = ["webcal:", "webcals:"];

    /// <summary>Returns the calendar, or the problem as part of a sentence.</summary>
    public async Task<(CalendarContent? Content, string? Problem)> FetchAsync(
        string addressOrPath,
        CancellationToken cancellationToken
    )
    {
        var address = addressOrPath;
        if (
            Array.Find(SubscriptionSchemes, one => address.StartsWith(one, StringComparison.OrdinalIgnoreCase)) is
            { } scheme
        )
        {
            address = $"https:{address[scheme.Length..]}";
        }

        if (
            !address.StartsWith("https:", StringComparison.OrdinalIgnoreCase)
            && !address.StartsWith("http:", StringComparison.OrdinalIgnoreCase)
        )
        {
            return ReadFile(addressOrPath);
        }

        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length > 0
            ? await DownloadAsync(uri, cancellationToken)
            : (null, "its address is invalid; check it, and write special characters of a password as %40");
    }

    private async Task<(CalendarContent? Content, string? Problem)> DownloadAsync(
        Uri address,
        CancellationToken cancellationToken
    )
    {
        var login = CreateLogin(address);
        var next = address;
        try
        {
            for (var redirects = 0; redirects <= MaxRedirects; redirects++)
            {
                // The login is for the server in the settings and for no other.
                var isSameServer =
                    Uri.Compare(
                        next,
                        address,
                        UriComponents.SchemeAndServer,
                        UriFormat.Unescaped,
                        StringComparison.OrdinalIgnoreCase
                    ) == 0;
                using var answer = await SendAsync(next, isSameServer ? login : null, cancellationToken);
                var status = (int)answer.StatusCode;
                if (status is < 300 or >= 400)
                {
                    return await ReadAsync(answer, login is not null, cancellationToken);
                }

                if (
                    answer.Headers.Location is not { } location
                    || !Uri.TryCreate(next, location, out var target)
                    || next.Scheme != Uri.UriSchemeHttps
                    || target.Scheme != Uri.UriSchemeHttps
                )
                {
                    return (
                        null,
                        $"its address redirects elsewhere (HTTP {status}); set the new address in the settings"
                    );
                }

                next = target;
            }

            return (null, "its server redirects again and again; check the address");
        }
        catch (Exception exception) when (SourceHttp.ClassifyFailure(exception, cancellationToken) is { } fault)
        {
            return (
                null,
                fault == HttpFailure.Unreachable ? "its server cannot be reached" : "its server did not answer in full"
            );
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        Uri address,
        AuthenticationHeaderValue? login,
        CancellationToken cancellationToken
    )
    {
        var plain = new UriBuilder(address) { UserName = "", Password = "" };
        using var request = new HttpRequestMessage(HttpMethod.Get, plain.Uri);
        request.Headers.Accept.Clear();
        request.Headers.Accept.ParseAdd("text/calendar");
        request.Headers.Authorization = login;
        return await http.SendAsync(request, cancellationToken);
    }

    private static async Task<(CalendarContent? Content, string? Problem)> ReadAsync(
        HttpResponseMessage answer,
        bool hasLogin,
        CancellationToken cancellationToken
    )
    {
        if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            return (
                null,
                $"its server refuses access (HTTP {(int)answer.StatusCode}); "
                    + (
                        hasLogin
                            ? "check the user name and password in the address"
                            : "check the address, or write a login into it as https://user:password@…"
                    )
            );
        }

        if (!answer.IsSuccessStatusCode)
        {
            return (null, $"its server answers HTTP {(int)answer.StatusCode}; check the address");
        }

        var bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        return bytes.Length > MaxBytes
            ? (null, TooLarge)
            : (new CalendarContent(bytes, answer.Content.Headers.ContentType?.CharSet), null);
    }

    /// <summary>Returns the header for <c>user:password@</c> in an address; null without it.</summary>
    private static AuthenticationHeaderValue? CreateLogin(Uri address)
    {
        if (address.UserInfo.Length == 0)
        {
            return null;
        }

        var parts = address.UserInfo.Split(':', 2);
        var (user, password) = (parts[0], parts.Length > 1 ? parts[1] : "");
        return new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(
                Encoding.UTF8.GetBytes($"{Uri.UnescapeDataString(user)}:{Uri.UnescapeDataString(password)}")
            )
        );
    }

    private static (CalendarContent? Content, string? Problem) ReadFile(string path)
    {
        try
        {
            return (new CalendarContent(RegularFile.ReadAllBytes(path, MaxBytes), null), null);
        }
        catch (FileNotFoundException)
        {
            return (null, "its file is not there");
        }
        catch (UnsuitableFileException exception)
        {
            return (null, $"its file {exception.Problem}");
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException
                && !ErrorText.IsOutOfHandles(exception)
            )
        {
            return (null, "its file may not be read");
        }
    }
}

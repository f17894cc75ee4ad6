using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ActivitySync.Configuration;

namespace ActivitySync.Mail.Notifications;

/// <summary>A notification before it is put into the form of a service.</summary>
/// <param name="Title">One line.</param>
/// <param name="Body">The text.</param>
/// <param name="Topic">What it is about, which decides how loudly it arrives.</param>
internal sealed record NotificationMessage(string Title, string Body, NotificationTopic Topic);

/// <summary>What a notification is about.</summary>
internal enum NotificationTopic
{
    Digest,
    Alert,
    AllClear,

    /// <summary>A test of the address, which arrives without a sound.</summary>
    Test,
}

/// <summary>
/// Creates the request of a notification: https://docs.ntfy.sh/publish/ (text, with headers), or one JSON object with
/// the members that Gotify (title, message, priority) and Apprise API (title, body) read; both ignore the rest.
/// </summary>
internal static class NotificationRequest
{
    /// <summary>ntfy turns a longer text into an attachment.</summary>
    public const int MaxBodyBytes = 4096;

    private const int MaxTitleBytes = 200;

    /// <summary>
    /// An encoded word has at most 75 characters (RFC 2047, section 2): 45 bytes as Base64, and its frame.
    /// </summary>
    private const int MaxEncodedWordBytes = 45;

    private const char Ellipsis = '…';

    /// <exception cref="InvalidOperationException">No address is set.</exception>
    public static HttpRequestMessage Create(NotifySettings settings, NotificationMessage message)
    {
        var url = settings.Url ?? throw new InvalidOperationException("Notify:Url is not set.");
        var title = Shorten(RemoveControls(message.Title), MaxTitleBytes);
        var body = Shorten(message.Body, MaxBodyBytes);
        var request = new HttpRequestMessage(HttpMethod.Post, WithoutLogin(url));
        request.Headers.ConnectionClose = true; // a few a week; a closed idle connection would look like a lost answer
        if (url.UserInfo.Length > 0)
        {
            var login = Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(url.UserInfo)));
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", login);
        }

        if (settings.Format == NotifyFormat.Json)
        {
            request.Content = new ObservedContent(WriteJson(title, body, message.Topic), "application/json");
            return request;
        }

        request.Headers.TryAddWithoutValidation("Title", EncodeHeader(title));
        request.Headers.TryAddWithoutValidation(
            "Priority",
            GetNtfyPriority(message.Topic).ToString(CultureInfo.InvariantCulture)
        );
        request.Headers.TryAddWithoutValidation("Tags", GetNtfyTag(message.Topic));
        request.Content = new ObservedContent(Encoding.UTF8.GetBytes(body), "text/plain; charset=utf-8");
        return request;
    }

    /// <summary>From 1 (no sound) over 3 (the default) to 5.</summary>
    private static int GetNtfyPriority(NotificationTopic topic) =>
        topic switch
        {
            NotificationTopic.Alert => 4,
            NotificationTopic.Test => 1,
            _ => 3,
        };

    /// <summary>Names of emojis that ntfy shows before the title.</summary>
    private static string GetNtfyTag(NotificationTopic topic) =>
        topic switch
        {
            NotificationTopic.Alert => "warning",
            NotificationTopic.AllClear => "white_check_mark",
            NotificationTopic.Test => "test_tube",
            _ => "envelope",
        };

    /// <summary>Gotify's scale: 1 to 3 arrive without a sound, 4 to 7 with one, 8 to 10 with more.</summary>
    private static int GetGotifyPriority(NotificationTopic topic) =>
        topic switch
        {
            NotificationTopic.Alert => 7,
            NotificationTopic.Test => 1,
            _ => 4,
        };

    private static byte[] WriteJson(string title, string body, NotificationTopic topic)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("title", title);
            json.WriteString("body", body);
            json.WriteString("message", body);
            json.WriteNumber("priority", GetGotifyPriority(topic));
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static Uri WithoutLogin(Uri url) =>
        url.UserInfo.Length == 0 ? url : new UriBuilder(url) { UserName = "", Password = "" }.Uri;

    /// <summary>Encodes a header's text as RFC 2047 does, if it isn't plain ASCII or would look encoded.</summary>
    private static string EncodeHeader(string text)
    {
        if (text.All(char.IsAscii) && !text.Contains("=?", StringComparison.Ordinal))
        {
            return text;
        }

        var words = new List<string>();
        var chunk = new List<byte>();
        foreach (var rune in text.EnumerateRunes())
        {
            if (chunk.Count + rune.Utf8SequenceLength > MaxEncodedWordBytes)
            {
                AddWord();
            }

            chunk.AddRange(Encoding.UTF8.GetBytes(rune.ToString()));
        }

        AddWord();
        return string.Join(' ', words); // the space between encoded words isn't shown

        void AddWord()
        {
            words.Add($"=?utf-8?B?{Convert.ToBase64String([.. chunk])}?=");
            chunk.Clear();
        }
    }

    private static string RemoveControls(string text) =>
        string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));

    private static string Shorten(string text, int maxBytes)
    {
        if (Encoding.UTF8.GetByteCount(text) <= maxBytes)
        {
            return text;
        }

        var shortened = new StringBuilder();
        var bytes = Encoding.UTF8.GetByteCount([Ellipsis]);
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > maxBytes)
            {
                break;
            }

            shortened.Append(rune.ToString());
        }

        return shortened.Append(Ellipsis).ToString();
    }
}

/// <summary>A body that knows whether a connection took it, from which point the message may arrive.</summary>
internal sealed class ObservedContent : HttpContent
{
    private readonly byte[] _bytes;

    public ObservedContent(byte[] bytes, string type)
    {
        _bytes = bytes;
        Headers.ContentType = MediaTypeHeaderValue.Parse(type);
    }

    public bool IsHandedOver { get; private set; }

    protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
    {
        IsHandedOver = true;
        await stream.WriteAsync(_bytes);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _bytes.Length;
        return true;
    }
}

using System.Globalization;
using ActivitySync.Data;
using ActivitySync.Sync;
using ActivitySync.Web.Access;
using ActivitySync.Web.Views;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ActivitySync.Web.Pages;

/// <summary>Uploads of files, and what became of them.</summary>
internal static class UploadPages
{
    public const string FilesPath = "/connect/files";

    /// <summary>The name and the id of the field with the files.</summary>
    public const string FilesField = "files";

    private const int RefreshSeconds = 3;
    private const string FormType = "multipart/form-data";
    private const int MaxBoundaryLength = 200;
    private const int MaxTokenBytes = 1024;

    public static void Map(PageRoutes routes)
    {
        routes.PostFiles(FilesPath, TakeFilesAsync);
        routes.Get("/imports/{id}", RenderImport);
    }

    /// <summary>The path of an upload's page.</summary>
    public static string GetPath(long id) => string.Create(CultureInfo.InvariantCulture, $"/imports/{id}");

    /// <summary>
    /// Takes files. Session and origin are checked before; the token is the first part of the form, and nothing is
    /// stored before it is checked.
    /// </summary>
    private static async Task<IResult> TakeFilesAsync(PageContext page)
    {
        var limits = page.GetService<UploadLimits>();
        if (FindBoundary(page.Request) is not { } boundary)
        {
            return PageResult.Forbidden(page);
        }

        if (page.Request.ContentLength is not { } length || length > limits.MaxRequestBytes)
        {
            return Refuse(page, page.Texts.Connect.TooLarge(limits.MaxMegabytes), StatusCodes.Status413PayloadTooLarge);
        }

        if (page.Http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limits.MaxRequestBytes;
        }

        var reader = new MultipartReader(boundary, page.Request.Body);
        var files = new List<UploadedFile>();
        var isStored = false;
        try
        {
            if (!await HasTokenAsync(page, reader))
            {
                return PageResult.Forbidden(page);
            }

            if (HasTooManyUploads(page))
            {
                return Refuse(page, page.Texts.Connect.TooManyUploads, StatusCodes.Status429TooManyRequests);
            }

            if (!limits.HasSpace(page.Settings.ActivitySync.DataDirectory, length))
            {
                return Refuse(page, page.Texts.Connect.NoSpace, StatusCodes.Status507InsufficientStorage);
            }

            if (!await StoreAsync(page, reader, limits, files))
            {
                return Refuse(page, page.Texts.Connect.TooManyFiles(limits.MaxFiles), StatusCodes.Status400BadRequest);
            }

            if (files.Count == 0)
            {
                return Refuse(page, page.Texts.Connect.NoFile, StatusCodes.Status400BadRequest);
            }

            var id = page.GetService<UploadImporter>().Add(page.Athlete, files);
            isStored = true;
            return PageResult.SeeOther(GetPath(id));
        }
        catch (BadHttpRequestException exception)
        {
            return exception.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? Refuse(page, page.Texts.Connect.TooLarge(limits.MaxMegabytes), exception.StatusCode)
                : Refuse(page, page.Texts.Connect.Interrupted, StatusCodes.Status400BadRequest);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            // The connection ended, the form is damaged, or the disk is full.
            return Refuse(page, page.Texts.Connect.Interrupted, StatusCodes.Status400BadRequest);
        }
        finally
        {
            if (!isStored)
            {
                var folder = page.GetService<UploadFolder>();
                files.ForEach(file => folder.Delete(file.StoredName));
            }
        }
    }

    private static IResult Refuse(PageContext page, string message, int status) =>
        ConnectPages.Render(page, [new FormError(FilesField, message)], status: status);

    private static string? FindBoundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(FormType, StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= MaxBoundaryLength } boundary
            ? boundary
            : null;

    private static async Task<bool> HasTokenAsync(PageContext page, MultipartReader reader)
    {
        if (
            await reader.ReadNextSectionAsync(page.Http.RequestAborted) is not { } section
            || FindField(section) is not { IsFile: false, Name: FormTokens.Field }
        )
        {
            return false;
        }

        var bytes = new byte[MaxTokenBytes];
        var length = await section.Body.ReadAtLeastAsync(
            bytes,
            bytes.Length,
            throwOnEndOfStream: false,
            page.Http.RequestAborted
        );
        return page.HasToken(System.Text.Encoding.UTF8.GetString(bytes, 0, length));
    }

    private static bool HasTooManyUploads(PageContext page)
    {
        using var connection = page.Database.Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, page.Athlete.Name);
        return UploadRepository.CountUnfinished(connection, athleteId) >= UploadImporter.MaxUnfinished;
    }

    /// <summary>Stores the files, and adds each to the list before its content is there, so that it is deleted after an
    /// error.</summary>
    /// <returns>False if there are too many.</returns>
    private static async Task<bool> StoreAsync(
        PageContext page,
        MultipartReader reader,
        UploadLimits limits,
        List<UploadedFile> files
    )
    {
        var folder = page.GetService<UploadFolder>();
        while (await reader.ReadNextSectionAsync(page.Http.RequestAborted) is { } section)
        {
            // A form without a chosen file sends an empty name.
            if (FindField(section) is not { IsFile: true, Name: FilesField, FileName: { Length: > 0 } name })
            {
                continue;
            }

            if (files.Count == limits.MaxFiles)
            {
                return false;
            }

            var (storedName, content) = folder.Create(name);
            files.Add(new UploadedFile(UploadFolder.SanitizeName(name), storedName));
            await using (content)
            {
                await section.Body.CopyToAsync(content, page.Http.RequestAborted);
            }
        }

        return true;
    }

    private static FormField? FindField(MultipartSection section) =>
        ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
            ? new FormField(
                HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "",
                disposition.IsFileDisposition(),
                HeaderUtilities
                    .RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName)
                    .Value
            )
            : null;

    private static IResult RenderImport(PageContext page)
    {
        using var connection = page.Database.Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, page.Athlete.Name);
        if (
            page.GetRouteNumber("id") is not { } id
            || UploadRepository.Find(connection, athleteId, id) is not { } upload
        )
        {
            return PageResult.NotFound(page);
        }

        var texts = page.Texts.Connect;
        var files = UploadRepository.GetFiles(connection, upload.Id);
        var whole = files.Where(file => file.ArchiveId is null).ToList();
        var isOpen = upload.FinishedAt is null;
        var waiting = whole.Count(file => file.Result is null);
        return PageResult.View(
            Views.Import.Create(
                new ImportPage(
                    page.CreateFrame(texts.ImportHeading, PageTab.Settings) with
                    {
                        RefreshSeconds = isOpen ? RefreshSeconds : null,
                    },
                    isOpen ? texts.ImportOpen(waiting) : texts.ImportDone,
                    texts.ImportSummary(
                        whole.Sum(file => file.Imported),
                        whole.Sum(file => file.Duplicates),
                        whole.Sum(file => file.Skipped),
                        whole.Sum(file => file.Refused)
                    ),
                    isOpen,
                    [.. files.Select(file => CreateRow(file, texts))]
                )
            )
        );
    }

    private static ImportRow CreateRow(UploadFileRow file, Localization.ConnectPageTexts texts)
    {
        var isArchive = file.Imported + file.Duplicates + file.Skipped + file.Refused > 1;
        var result = file.Result switch
        {
            null => texts.Waits,
            _ when isArchive => texts.ImportSummary(file.Imported, file.Duplicates, file.Skipped, file.Refused),
            "imported" => texts.Imported,
            "duplicate" => texts.Duplicate,
            "skipped" => texts.Skipped,
            _ => texts.Refused,
        };
        return new ImportRow(file.Name, result, file.Reason ?? "", file.ArchiveId is not null);
    }

    /// <summary>What a part of a form says about itself.</summary>
    private sealed record FormField(string Name, bool IsFile, string? FileName);
}

/// <summary>Bounds of an upload.</summary>
internal sealed record UploadLimits
{
    private const long BytesPerMegabyte = 1_000_000;

    /// <summary>Left free on the disk, for the database and the import.</summary>
    private const long Reserve = 100 * BytesPerMegabyte;

    public long MaxRequestBytes { get; init; } = 300 * BytesPerMegabyte;

    public int MaxFiles { get; init; } = 1000;

    public long MaxMegabytes => MaxRequestBytes / BytesPerMegabyte;

    /// <summary>Whether an upload fits on the disk: as files, and again as what an archive may unpack to.</summary>
#pragma warning disable CA1822 // one of the limits
    public bool HasSpace(string folder, long bytes) =>
        new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace > (2 * bytes) + Reserve;
#pragma warning restore CA1822
}
